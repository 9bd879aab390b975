import {StrictMode} from 'react';
import {createRoot} from 'react-dom/client';
import {SupplierFile} from './supplier-file';

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <SupplierFile />
  </StrictMode>,
);

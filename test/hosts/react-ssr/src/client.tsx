import {hydrateRoot} from 'react-dom/client';
import {SupplierFile} from './supplier-file';

hydrateRoot(document.getElementById('root')!, <SupplierFile />);

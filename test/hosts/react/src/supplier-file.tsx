import {useState} from 'react';
import '@arqen/trust-center';
import '@arqen/trust-center/jsx';

export function SupplierFile() {
  const [file, setFile] = useState('Supplier file');
  return (
    <main>
      <h1>{file}</h1>
      <p>Reviewed by our quality team each year.</p>
      <arqen-trust-center
        src="/trust.json"
        heading-level={2}
        theme="light"
        ontrust-load={({manifest: {organization, version}}) =>
          setFile(`Supplier file: ${organization.name}, version ${version}`)
        }
      >
        <p>The supplier’s posture is shown here where scripts run.</p>
      </arqen-trust-center>
    </main>
  );
}

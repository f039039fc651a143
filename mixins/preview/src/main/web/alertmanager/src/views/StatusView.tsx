import type { Status } from '../api';
import { Trouble } from '../Labels';
import { type Polled, useNow } from '../poll';
import { formatDuration, formatTime, secondsBetween } from '../times';

export function StatusView({ status }: { status: Polled<Status> }) {
  const now = useNow();
  const { data, error } = status;
  return (
    <>
      <Trouble error={error} stale={data !== undefined} />
      {data && (
        <>
          <h1>Alertmanager</h1>
          <dl className="sheet">
            <Fact name="version" value={data.versionInfo.version} />
            <Fact
              name="up for"
              value={`${formatDuration(secondsBetween(data.uptime, now))}, since ${formatTime(data.uptime)}`}
            />
            <Fact name="revision" value={data.versionInfo.revision} />
            <Fact name="branch" value={data.versionInfo.branch} />
            <Fact
              name="built"
              value={[data.versionInfo.buildDate, data.versionInfo.buildUser]
                .filter((text) => text !== '')
                .join(' by ')}
            />
            <Fact name="Go" value={data.versionInfo.goVersion} />
          </dl>
          <h1>Cluster</h1>
          <dl className="sheet">
            <Fact
              name="status"
              value={data.cluster.status === 'disabled' ? 'disabled: this one stands alone' : data.cluster.status}
            />
            <Fact name="name" value={data.cluster.name ?? ''} />
          </dl>
          {(data.cluster.peers ?? []).length > 0 && (
            <table>
              <thead>
                <tr>
                  <th>Peer</th>
                  <th>Address</th>
                </tr>
              </thead>
              <tbody>
                {data.cluster.peers?.map((peer) => (
                  <tr key={peer.name}>
                    <td className="code">{peer.name}</td>
                    <td className="code">{peer.address}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          <h1>Configuration</h1>
          <pre tabIndex={0}>{data.config.original}</pre>
        </>
      )}
    </>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return value === '' ? null : (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

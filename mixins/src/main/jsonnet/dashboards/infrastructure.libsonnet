// Machines and containers: what is full, or soon will be.
function(mixin) (
  local config = mixin._config;
  local scopes = (import '../lib/scope.libsonnet')(mixin);
  local dashboard = (import '../lib/dashboard.libsonnet')(mixin, scopes.both(scopes.machines, scopes.containers));
  local machines = (import '../lib/panel.libsonnet')(config, scopes.machines);
  local containers = (import '../lib/panel.libsonnet')(config, scopes.containers);
  local looks = (import '../lib/looks.libsonnet')(config);
  local node = mixin.signals.node;
  local kubernetes = mixin.signals.kubernetes;

  local cluster = std.filter(function(label) label == 'cluster', config.identityLabels);
  local machine = cluster + ['instance'];
  local disk = machine + ['mountpoint'];
  local device = machine + ['device'];
  local container = cluster + ['namespace', 'pod', 'container'];
  local workload = cluster + ['namespace', 'deployment'];
  local limited = { steps: looks.full, max: 1 };
  local inKubernetes = { needs: 'kubernetes' };
  local both(one, other, by) = [
    signal { by: by, legend: signal.name + ' ' + std.join(' ', ['{{%s}}' % label for label in by]) }
    for signal in [one, other]
  ];

  dashboard.new(
    'telltale-infrastructure',
    'Infrastructure',
    'Machines and containers: processor, memory, disk and network. Yellow from 70 %, red from 85 %.',
    [
      dashboard.row('Machines, fullest first', [
        machines.table([
          node.cpuBusy { steps: looks.full },
          node.memoryUsed { steps: looks.full },
          node.swapUsed { steps: looks.full, needs:: 'swap' },
          node.diskUsed { name: 'Fullest disk', steps: looks.full },
          node.inodesUsed { steps: looks.full },
          node.load { decimals: 1 },
          node.networkReceived,
          node.networkSent,
          node.clockSkew,
          node.uptime,
        ], machine, {
          title: 'Machines',
          description: 'Every machine that exports its metrics. Swap is empty where there is none, inodes where the file system has no limit.',
          sort: ['-Fullest disk'],
          height: 8,
        }),
      ]),
      dashboard.row('Processor and memory', [
        machines.timeSeries(node.cpuBusy, machine, limited { title: 'CPU by machine' }),
        machines.timeSeries(node.memoryUsed, machine, limited { title: 'Memory by machine' }),
        machines.timeSeries([
          node.cpuPressure { by: machine, legend: 'processor {{instance}}' },
          node.memoryPressure { by: machine, legend: 'memory {{instance}}' },
          node.ioPressure { by: machine, legend: 'disk {{instance}}' },
        ], settings={ title: 'Pressure', description: 'The share of time in which some process waited for what it needed: the first sign that a machine is too small.', max: 1, empty: 'where the kernel does not measure pressure.' }),
        machines.timeSeries(node.cpuTime, ['mode'], { title: 'Processors by mode', description: 'How many processors were in each mode. Much iowait is a slow disk, much steal a busy host.', stack: true }),
        machines.timeSeries(node.load, machine),
        machines.timeSeries(node.oomKills, machine, { steps: [0.001, 0.01] }),
      ]),
      dashboard.row('Disks', [
        machines.timeSeries(node.diskUsed, disk, limited { title: 'Disk by file system' }),
        machines.timeSeries(node.inodesUsed, disk, limited { empty: 'where file systems have no limit of inodes.' }),
        machines.timeSeries(node.diskBusy, device, limited),
        machines.timeSeries(both(node.diskRead, node.diskWritten, device), settings={ title: 'Disk throughput', description: 'Bytes read and written per second, by device. Compare with what the disk can do: a cloud disk has a quota.', width: 12 }),
        machines.timeSeries(node.diskAvailable, disk, { width: 6 }),
        machines.timeSeries(node.diskReadOnly, disk, { title: 'Read-only file systems', description: '1 while a file system can only be read. One that was writable before has an ill disk.', max: 1, width: 6 }),
      ]),
      dashboard.row('Network and clock', [
        machines.timeSeries(both(node.networkReceived, node.networkSent, device), settings={ title: 'Network throughput', description: 'Bytes received and sent per second, by device. A flat top is the limit of the link.' }),
        machines.timeSeries([
          node.networkReceiveErrors { by: device, legend: 'receive errors {{instance}} {{device}}' },
          node.networkSendErrors { by: device, legend: 'send errors {{instance}} {{device}}' },
          node.networkReceiveDrops { by: device, legend: 'receive drops {{instance}} {{device}}' },
          node.networkSendDrops { by: device, legend: 'send drops {{instance}} {{device}}' },
        ], settings={ title: 'Broken and dropped packets', description: 'Packets per second that were broken or dropped. Any that stays is a cable, a driver or a full queue.' }),
        machines.timeSeries(node.clockSkew, machine, { title: 'Clock skew by machine', description: 'How far the clock of a machine is from that of Prometheus. Logs and traces no longer line up beyond a second.' }),
      ]),
      dashboard.row('Containers', [
        containers.table([
          kubernetes.restarts { unit: 'short', name: 'Restarts in an hour', expr(view):: 'round(3600 * %s)' % kubernetes.restarts.expr(view), range: '1h' },
          kubernetes.memoryOfLimit { steps: looks.full },
          kubernetes.containerMemory,
          kubernetes.containerCpu { decimals: 2 },
          kubernetes.throttledRatio { steps: looks.throttled },
        ], container, inKubernetes {
          title: 'Containers',
          description: 'Containers of the namespaces that are chosen, the most restless first.',
          sort: ['-Restarts in an hour', '-Memory of limit'],
        }),
        containers.timeSeries(kubernetes.containerCpu, container, inKubernetes { title: 'CPU by container', width: 12 }),
        containers.timeSeries(kubernetes.throttledRatio, container, inKubernetes { title: 'Throttled by container', description: 'The share of periods in which a container had to wait for its processor limit. Latency without load comes from here: raise the limit, or remove it.', steps: looks.throttled, max: 1, width: 12 }),
        containers.timeSeries(kubernetes.containerMemory, container, inKubernetes { title: 'Memory by container', width: 12 }),
        containers.timeSeries(kubernetes.memoryOfLimit, container, inKubernetes + limited { title: 'Memory of limit by container', width: 12 }),
      ]),
      dashboard.collapsed('Workloads', [
        containers.timeSeries([
          kubernetes.replicasWanted { by: workload, legend: 'wanted {{namespace}} {{deployment}}' },
          kubernetes.replicasAvailable { by: workload, legend: 'available {{namespace}} {{deployment}}' },
          kubernetes.replicasUpdated { by: workload, legend: 'updated {{namespace}} {{deployment}}' },
        ], settings=inKubernetes { title: 'Replicas of deployments', description: 'Replicas that a deployment should have, has, and has of the newest version. Lines apart for long are a rollout that is stuck.' }),
        containers.timeSeries([
          kubernetes.hpaReplicas { by: ['namespace', 'horizontalpodautoscaler'], legend: 'replicas {{namespace}} {{horizontalpodautoscaler}}' },
          kubernetes.hpaMaximum { by: ['namespace', 'horizontalpodautoscaler'], look: 'limit', legend: 'maximum {{namespace}} {{horizontalpodautoscaler}}' },
        ], settings=inKubernetes { title: 'Autoscalers', description: 'Replicas that autoscalers keep, and how many they may reach. At the maximum nothing is left for the next peak.' }),
        containers.timeSeries(kubernetes.waiting, ['namespace', 'pod', 'reason'], inKubernetes { title: 'Waiting containers', description: 'Containers that wait, by reason: an image that cannot be pulled, a configuration that is wrong, a crash loop.' }),
        containers.timeSeries(kubernetes.containerReceived, ['namespace', 'pod'], inKubernetes { title: 'Received by pod', width: 12 }),
        containers.timeSeries(kubernetes.containerSent, ['namespace', 'pod'], inKubernetes { title: 'Sent by pod', width: 12 }),
      ]),
    ],
    { related: { fleet: 'Fleet', cost: 'Cost and capacity' } },
  )
)

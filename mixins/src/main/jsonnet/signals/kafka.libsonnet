// Kafka's clients in a service, as Micrometer binds their own metrics, and what listeners do with the records.
// There when the service uses Spring for Apache Kafka.
local query = import '../lib/query.libsonnet';
local signal = import '../lib/signal.libsonnet';

function(config) {
  // The client's lag counts from the position it has read to, not from what it has committed. Where a partition moves
  // its series moves with it, so that the sum over the instances counts each partition once.
  lag: signal.gauge(
    'Consumer lag',
    'short',
    'Records that wait in a topic for this service to read them.',
    'kafka_consumer_fetch_manager_records_lag',
    aggregate='sum',
  ),
  worstLag: signal.gauge(
    'Worst partition',
    'short',
    'Records that wait in the partition furthest behind.',
    'kafka_consumer_fetch_manager_records_lag',
  ),
  consumed: signal.counter(
    'Records consumed',
    'cps',
    'Records read per second.',
    'kafka_consumer_fetch_manager_records_consumed_total',
  ),
  produced: signal.counter(
    'Records produced',
    'cps',
    'Records sent per second.',
    'kafka_producer_topic_record_send_total',
  ),
  produceErrors: signal.counter(
    'Records not delivered',
    'cps',
    'Records per second that could not be sent.',
    'kafka_producer_topic_record_error_total',
  ),
  rebalances: signal.counter(
    'Rebalances',
    'cps',
    'Rebalances per second of the consumer groups. Nothing is read meanwhile.',
    'kafka_consumer_coordinator_rebalance_total',
  ),
  assignedPartitions: signal.gauge(
    'Assigned partitions',
    'short',
    'Partitions that the consumers read. An instance without any does nothing.',
    'kafka_consumer_coordinator_assigned_partitions',
    aggregate='sum',
  ),
  handled: signal.counter(
    'Records handled',
    'cps',
    'Records per second that listeners have handled.',
    'spring_kafka_listener_seconds_count',
  ),
  // Time spent over records handled.
  handlingTime: signal.new(
    'Time a record takes',
    's',
    'The mean time that listeners take for a record.',
    'ratio',
    query.ratio(query.rate('spring_kafka_listener_seconds_sum'), query.rate('spring_kafka_listener_seconds_count')),
  ),
}

# Works out what the platform takes, by the formulas of docs/kubernetes.md: series, samples, disk, memory, processors,
# lines, spans and cost, for 10, 100 and 1 000 services. Every figure can be changed:
#   awk -f sizing.awk
#   awk -f sizing.awk -v rate=100 -v line=800 -v price_disk=0.08

function set(name, value, fallback) { return value == "" ? fallback : value + 0 }

function row(name, format, values,    n) {
	printf "| %s", name
	for (n = 1; n <= 3; n++) printf " | " format, values[n]
	print " |"
}

BEGIN {
	# A service. The first is counted on the sample service; the others are assumed.
	fixed = set("fixed", fixed, 172)
	instances = set("instances", instances, 3)
	routes = set("routes", routes, 15)
	calls = set("calls", calls, 2)
	objectives = set("objectives", objectives, 2)
	rate = set("rate", rate, 20)
	sampling = set("sampling", sampling, 0.1)
	lines = set("lines", lines, 1)
	# Counted on the sample service: bytes of a line, spans a request, bytes of a span.
	line = set("line", line, 425)
	spans = set("spans", spans, 1.2)
	span = set("span", span, 450)

	# The cluster around the services, assumed: series of its own, of a pod, of a node, and pods on a node.
	cluster = set("cluster", cluster, 50000)
	pod = set("pod", pod, 250)
	node = set("node", node, 3000)
	pods = set("pods", pods, 30)

	# Prometheus: seconds between scrapes, days, bytes of a sample on disk, bytes of a series in memory, what restarts
	# add to the series, bytes for queries, bytes that a block of two hours holds in memory, of which there are many beside
	# Thanos, samples a second to a processor, processors for the rules of a service.
	scrape = set("scrape", scrape, 15)
	days = set("days", days, 40)
	sample = set("sample", sample, 2)
	head = set("head", head, 3000)
	churn = set("churn", churn, 1.5)
	queries = set("queries", queries, 2e9)
	block = set("block", block, 2e7)
	core = set("core", core, 100000)
	rules = set("rules", rules, 0.00087)

	# Loki and Tempo: days, and what compression leaves.
	keep = set("keep", keep, 35)
	packed_lines = set("packed_lines", packed_lines, 0.2)
	packed_spans = set("packed_spans", packed_spans, 0.33)

	# Prices a month, examples: of a processor, and of a gigabyte of memory, of disk, of a bucket.
	price_cpu = set("price_cpu", price_cpu, 25)
	price_memory = set("price_memory", price_memory, 3.5)
	price_disk = set("price_disk", price_disk, 0.1)
	price_bucket = set("price_bucket", price_bucket, 0.025)

	# What the values request beside Prometheus: for the parts there are once, and for each node; and when scaled.
	other_cpu = set("other_cpu", other_cpu, 0.9)
	other_memory = set("other_memory", other_memory, 4.8)
	node_cpu = set("node_cpu", node_cpu, 0.12)
	node_memory = set("node_memory", node_memory, 0.34)
	scaled_cpu = set("scaled_cpu", scaled_cpu, 28)
	scaled_memory = set("scaled_memory", scaled_memory, 100)
	# From how many services on the scaled variant is meant, with two Prometheis, buckets and copies in both.
	scaled = set("scaled", scaled, 500)
	bucket_days = set("bucket_days", bucket_days, 90)

	slis = 2 * objectives
	instance = fixed + 18 * (routes + calls) + 6 + 6 * slis
	recorded = 16 * slis + 4
	recordings = slis * (8 / 15 + 2 / 60 + 6 / 120) + 1 / 15 + 2 / 60 + 1 / 120

	for (n = 1; n <= 3; n++) {
		services = 10 ^ n
		all = services * instances
		nodes[n] = all / pods < 3 ? 3 : int((all + pods - 1) / pods)
		platform = cluster + pod * all + node * nodes[n]
		scraped = services * instance * instances + platform
		series[n] = (scraped + services * recorded) / 1000
		samples[n] = scraped / scrape + services * recordings
		disk[n] = samples[n] * 86400 * days * sample / 1e9
		memory[n] = (series[n] * 1000 * head * churn + queries) / 1e9
		cpu[n] = samples[n] / core + services * rules

		written[n] = services * rate * lines * line / 1e6
		written_day[n] = written[n] * 86.4
		kept_lines[n] = written_day[n] * keep * packed_lines
		sent[n] = services * rate * sampling * spans * span / 1e6
		spans_second[n] = services * rate * sampling * spans
		kept_spans[n] = sent[n] * 86.4 * keep * packed_spans

		if (services >= scaled) memory[n] += days * 12 * block / 1e9
		if (services < scaled) {
			replicas[n] = 1
			bucket[n] = 0
			disks[n] = disk[n] + kept_lines[n] + kept_spans[n]
			requested_cpu = other_cpu + nodes[n] * node_cpu
			requested_memory = other_memory + nodes[n] * node_memory
		}
		else {
			replicas[n] = 2
			bucket[n] = samples[n] * 86400 * bucket_days * sample * 2 / 1e9 + kept_lines[n] + kept_spans[n]
			disks[n] = 2 * disk[n]
			requested_cpu = scaled_cpu + nodes[n] * node_cpu
			requested_memory = scaled_memory + nodes[n] * node_memory
		}
		total_cpu[n] = requested_cpu + replicas[n] * cpu[n]
		total_memory[n] = requested_memory + replicas[n] * memory[n]
		cost[n] = total_cpu[n] * price_cpu + total_memory[n] * price_memory + disks[n] * price_disk + bucket[n] * price_bucket
		each[n] = cost[n] / services
	}

	printf "A service: %d series an instance, %d recorded, %d in all.\n\n", instance, recorded, instance * instances + recorded
	print "| | 10 services | 100 services | 1 000 services |"
	print "| --- | ---: | ---: | ---: |"
	row("nodes", "%d", nodes)
	row("series, thousands", "%.0f", series)
	row("samples a second", "%.0f", samples)
	row("Prometheus: disk, GB", "%.0f", disk)
	row("Prometheus: memory, GB", "%.1f", memory)
	row("Prometheus: processors", "%.1f", cpu)
	row("Prometheus: how many", "%d", replicas)
	row("lines, MB a second", "%.2f", written)
	row("lines, GB a day", "%.0f", written_day)
	row("lines kept, GB", "%.0f", kept_lines)
	row("spans a second", "%.0f", spans_second)
	row("spans, MB a second", "%.2f", sent)
	row("spans kept, GB", "%.0f", kept_spans)
	row("in all: processors", "%.1f", total_cpu)
	row("in all: memory, GB", "%.0f", total_memory)
	row("in all: disks, GB", "%.0f", disks)
	row("in all: buckets, GB", "%.0f", bucket)
	row("cost a month", "%.0f", cost)
	row("cost a month and service", "%.2f", each)
}

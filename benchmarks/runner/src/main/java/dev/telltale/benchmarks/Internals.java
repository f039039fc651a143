package dev.telltale.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;

/**
 * What only the JVM of a service knows. Asked last, for it loads classes there.
 */
final class Internals implements AutoCloseable {

	private final JMXConnector connector;

	private final ThreadMXBean threads;

	private final MemoryMXBean memory;

	Internals(long pid) throws IOException {
		try {
			VirtualMachine machine = VirtualMachine.attach(String.valueOf(pid));
			try {
				this.connector = JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
			}
			finally {
				machine.detach();
			}
		}
		catch (AttachNotSupportedException ex) {
			throw new IOException("The JVM of the service does not let itself be examined: " + ex.getMessage(), ex);
		}
		MBeanServerConnection beans = this.connector.getMBeanServerConnection();
		this.threads = ManagementFactory.newPlatformMXBeanProxy(beans, ManagementFactory.THREAD_MXBEAN_NAME,
				ThreadMXBean.class);
		this.memory = ManagementFactory.newPlatformMXBeanProxy(beans, ManagementFactory.MEMORY_MXBEAN_NAME,
				MemoryMXBean.class);
	}

	/**
	 * Return what the threads that live now have allocated so far.
	 * @return bytes
	 */
	long allocatedBytes() {
		long bytes = 0;
		for (long thread : this.threads.getThreadAllocatedBytes(this.threads.getAllThreadIds())) {
			bytes += Math.max(0, thread);
		}
		return bytes;
	}

	/**
	 * Return the heap in use after a full collection.
	 * @return bytes
	 */
	long liveBytes() {
		this.memory.gc();
		return this.memory.getHeapMemoryUsage().getUsed();
	}

	@Override
	public void close() throws IOException {
		this.connector.close();
	}

}

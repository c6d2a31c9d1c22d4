package org.fubako.broker;

import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ResourceAdapterInternalException;
import java.io.Serial;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.ra.ActiveMQResourceAdapter;

/**
 * The JMS adapter with the broker inside: it runs in this JVM with its journal below {@code FUBAKO_DATA/broker}, unless {@code
 * FUBAKO_JMS_URL} names another ActiveMQ Artemis.
 */
public class BrokerAdapter extends ActiveMQResourceAdapter {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final String DEAD_LETTERS = "fubako.dead";
    private static final int MAX_DELIVERIES = 5;
    private static final long REDELIVERY_MILLIS = 5_000;

    private transient EmbeddedActiveMQ broker;

    @Override
    public void start(BootstrapContext context) throws ResourceAdapterInternalException {
        Optional<String> external = setting("fubako.jms.url");
        if (external.isPresent()) {
            useNetty(external.get());
        } else {
            startBroker();
            setConnectorClassName("org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnectorFactory");
            setConnectionParameters("serverId=0");
        }
        super.start(context);
    }

    private void useNetty(String url) {
        java.net.URI uri = java.net.URI.create(url);
        setConnectorClassName("org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnectorFactory");
        setConnectionParameters("host=" + uri.getHost() + ";port=" + uri.getPort());
        setting("fubako.jms.user").ifPresent(this::setUserName);
        setting("fubako.jms.password").ifPresent(this::setPassword);
    }

    private void startBroker() throws ResourceAdapterInternalException {
        String root = Path.of(setting("fubako.data").orElse("data"), "broker").toString();
        try {
            Configuration configuration = new ConfigurationImpl()
                    .setPersistenceEnabled(true)
                    .setSecurityEnabled(false)
                    .setJMXManagementEnabled(false)
                    .setJournalType(JournalType.NIO)
                    .setJournalDirectory(root + "/journal")
                    .setBindingsDirectory(root + "/bindings")
                    .setLargeMessagesDirectory(root + "/large")
                    .setPagingDirectory(root + "/paging")
                    .setJournalFileSize(1 << 20)
                    .setMaxDiskUsage(99)
                    .addAcceptorConfiguration("vm", "vm://0")
                    .addQueueConfiguration(QueueConfiguration.of(DEAD_LETTERS)
                            .setAddress(DEAD_LETTERS)
                            .setRoutingType(RoutingType.ANYCAST));
            configuration.setAddressSettings(Map.of(
                    "#",
                    new AddressSettings()
                            .setDeadLetterAddress(SimpleString.of(DEAD_LETTERS))
                            .setMaxDeliveryAttempts(MAX_DELIVERIES)
                            .setRedeliveryDelay(REDELIVERY_MILLIS)
                            .setAutoCreateQueues(true)
                            .setAutoCreateAddresses(true)
                            .setDefaultAddressRoutingType(RoutingType.ANYCAST)));
            broker = new EmbeddedActiveMQ().setConfiguration(configuration);
            broker.start();
        } catch (Exception e) {
            throw new ResourceAdapterInternalException("the embedded broker does not start", e);
        }
    }

    @Override
    public void stop() {
        super.stop();
        if (broker != null) {
            try {
                broker.stop();
            } catch (Exception e) {
                System.getLogger(BrokerAdapter.class.getName())
                        .log(System.Logger.Level.WARNING, "the embedded broker does not stop cleanly", e);
            }
        }
    }

    /** A resource adapter starts before any bean, so it reads the settings itself. */
    private static Optional<String> setting(String key) {
        String environment = key.toUpperCase(java.util.Locale.ROOT).replace('.', '_');
        return Optional.ofNullable(System.getProperty(key))
                .or(() -> Optional.ofNullable(System.getenv(environment)))
                .filter(value -> !value.isBlank());
    }
}

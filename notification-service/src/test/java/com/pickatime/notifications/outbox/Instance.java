package com.pickatime.notifications.outbox;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.notifications.delivery.SmtpMailer;
import com.pickatime.notifications.recipients.LinkHolders;
import com.pickatime.notifications.recipients.RecipientLists;
import com.pickatime.notifications.recipients.WantedMails;
import com.pickatime.notifications.rendering.MailRenderer;
import com.pickatime.notifications.services.Attention;
import com.pickatime.notifications.services.ContactBook;
import com.pickatime.notifications.settings.NotificationServiceSettings;
import com.pickatime.notifications.testing.SampleSettings;
import com.pickatime.platform.access.ServiceTokens;
import com.pickatime.platform.crypto.FieldCipher;
import com.pickatime.platform.crypto.KeyedHash;
import com.pickatime.platform.crypto.Keysets;
import com.pickatime.platform.ids.BusinessId;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.web.reactive.function.client.WebClient;

/** One running instance of the service without its listener, whose sweeps are started by hand. */
final class Instance implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Keysets KEYS = Keysets.generate();

    /** Asks for no token. */
    private static final ServiceTokens NOBODY = new ServiceTokens(
            WebClient.create(),
            URI.create("http://127.0.0.1:1"),
            ServiceTokens.Credentials.of("", ""),
            Clock.systemUTC());

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    Instance(MongoDatabase database, JavaMailSender smtp, Clock clock) {
        this(database, smtp, clock, SampleSettings.notifications());
    }

    Instance(MongoDatabase database, JavaMailSender smtp, Clock clock, NotificationServiceSettings settings) {
        context.registerBean(MongoDatabase.class, () -> database);
        context.registerBean(JavaMailSender.class, () -> smtp);
        context.registerBean(Clock.class, () -> clock);
        context.registerBean(NotificationServiceSettings.class, () -> settings);
        context.registerBean(FieldCipher.class, KEYS::fieldCipher);
        context.registerBean(KeyedHash.class, KEYS::keyedHash);
        context.registerBean(ServiceTokens.class, () -> NOBODY);
        context.register(
                SimpleMeterRegistry.class,
                RecipientLists.class,
                LinkHolders.class,
                MailRenderer.class,
                SmtpMailer.class,
                Mails.class,
                Attempts.class,
                LatestNews.class,
                ContactBook.class,
                Attention.class,
                AppointmentDrafts.class,
                Drafts.class,
                DeliverMail.class,
                Outbox.class);
        context.refresh();
    }

    Outbox outbox() {
        return context.getBean(Outbox.class);
    }

    Mails mails() {
        return context.getBean(Mails.class);
    }

    /** How many mails have had this outcome here. */
    double counted(String outcome) {
        return context
                .getBean(MeterRegistry.class)
                .find("notifications.mails")
                .tag("outcome", outcome)
                .counters()
                .stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    void sweep() {
        outbox().sweep().block(PATIENCE);
    }

    /** Learns a business's administrators as the listener does. */
    void learn(String businessId, String... addresses) {
        var ciphertexts = Stream.of(addresses)
                .map(address -> ByteBuffer.wrap(
                        KEYS.fieldCipher().seal(new BusinessId(businessId), "administrator", "email", address)))
                .toList();
        context.getBean(RecipientLists.class)
                .learn(
                        new BusinessId(businessId),
                        "Springfield",
                        ciphertexts,
                        null,
                        WantedMails.CHANGES_AND_PROBLEMS,
                        Instant.EPOCH)
                .block(PATIENCE);
    }

    @Override
    public void close() {
        context.close();
    }
}

package com.pickatime.conferences.testing;

import com.pickatime.conferences.ConferenceService;
import com.pickatime.platform.service.ServiceApplication;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.springframework.context.support.GenericApplicationContext;

/** The whole service on free ports, as often as a test wants it. */
public final class RunningService extends com.pickatime.local.testing.RunningService {

    /** How long a parent may decide. */
    public static final Duration HOLD = Duration.ofMinutes(2);

    private RunningService(String storeUri, String database, School school, Clock clock) {
        super(
                ServiceApplication.of(ConferenceService.class)
                        .initializers(context ->
                                ((GenericApplicationContext) context).registerBean("clock", Clock.class, () -> clock)),
                storeUri,
                database,
                Map.of(
                        "conferences.contacts.base-url",
                        school.url(),
                        "conferences.sign-ins.base-url",
                        school.url(),
                        "conferences.contacts.timeout",
                        "30s",
                        "conferences.booking.sweep",
                        "50ms",
                        "conferences.deletion.sweep",
                        "50ms",
                        "conferences.upkeep.sweep",
                        "50ms",
                        // others may still be members of the usual one
                        "spring.kafka.consumer.group-id",
                        database,
                        "conferences.events.sweep",
                        "50ms",
                        // tokens end after five minutes, also by a clock that is moved
                        "conferences.booking.hold",
                        HOLD.toMinutes() + "m"));
    }

    /**
     * Starts one.
     *
     * @param database services that share one are instances of the same installation
     * @param school whom it asks who belongs to whom
     */
    public static RunningService start(String storeUri, String database, School school, Clock clock) {
        return new RunningService(storeUri, database, school, clock);
    }
}

package com.pickatime.imports.run.event;

import com.pickatime.imports.doubles.Broker;
import com.pickatime.imports.run.queue.Queue;

/** Announcements for tests of what is announced. */
public final class Announcements {

    private Announcements() {}

    public static RunAnnouncements of(Queue queue, Broker broker) {
        return new RunAnnouncements(queue.runs, new KafkaImportEvents(broker.events(), queue.clock));
    }
}

package com.pickatime.imports.run.event;

import com.pickatime.imports.run.RunFailure;
import com.pickatime.imports.run.queue.Queue;
import com.pickatime.local.testing.OutboxContract;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.ids.BusinessId;
import reactor.core.publisher.Mono;

class RunOutboxTest extends OutboxContract {

    private final Queue queue = Queue.on(new TestStore("embedded", TestStore.embedded()));

    @Override
    protected Mono<Void> changeAndTell() {
        queue.request(new BusinessId("springfield"), Queue.FULL);
        var run = queue.claim();
        return queue.owned
                .fail(run, new RunFailure("NOT_ENABLED", "Switch it on."))
                .then(Mono.defer(() -> of(queue).announceNowOrLater(run.importId())));
    }

    @Override
    protected Mono<Void> tellLeftOver() {
        return of(queue.otherInstance()).announceLeftOver();
    }

    private RunAnnouncements of(Queue instance) {
        return new RunAnnouncements(instance.runs, new KafkaImportEvents(events(), instance.clock));
    }
}

package com.pickatime.imports.run.queue;

import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.model.Updates;
import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.run.RunFailure;
import com.pickatime.imports.run.RunSettings;
import com.pickatime.imports.store.Isolated;
import com.pickatime.platform.ids.ImportId;
import java.time.Clock;
import java.time.Duration;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Puts right what nobody comes on with: runs that broke off, and runs that the contact service does not confirm.
 *
 * <p>A fresh run takes the place of one that broke off before everything was published. It compares again, so that it
 * publishes only what the broken one had not, under a higher revision. It is requested first and the broken one superseded
 * second: a crash in between leaves both, and the next look finishes it.
 */
@Component
public class RunRecovery {

    private static final Logger log = LoggerFactory.getLogger(RunRecovery.class);

    private final ImportRuns runs;
    private final ImportRequests requests;
    private final WorkSignal signal;
    private final RunSettings settings;
    private final Clock clock;

    RunRecovery(ImportRuns runs, ImportRequests requests, WorkSignal signal, RunSettings settings, Clock clock) {
        this.runs = runs;
        this.requests = requests;
        this.signal = signal;
        this.settings = settings;
        this.clock = clock;
    }

    /** Recovers every run that broke off; one that only lacks its barriers is {@link OwnedRuns#takeOver} to finish. */
    public Mono<Void> recover() {
        return runs.openTo(RunMove.END_STOPPED)
                .concatMap(broken -> Isolated.work(
                        broken.label(),
                        () -> runs.move(RunMove.END_STOPPED, broken.importId()).then()))
                .thenMany(runs.openTo(RunMove.REPLACE))
                .concatMap(broken -> Isolated.work(broken.label(), () -> recover(broken)))
                .then();
    }

    private Mono<Void> recover(ImportRun broken) {
        if (broken.order().recoveries() >= settings.recoveries()) {
            return giveUp(broken);
        }
        return requests.request(
                        successorOf(broken), broken.businessId(), broken.order().recovering())
                .flatMap(successor -> {
                    log.warn(
                            "import={} business={} broke off in {}, import={} takes its place",
                            broken.importId(),
                            broken.businessId(),
                            broken.state(),
                            successor);
                    return runs.move(RunMove.REPLACE, broken.importId(), Updates.set(ImportRuns.SUCCESSOR, successor));
                })
                .then();
    }

    /** The same for everybody who recovers this run at the same time, so that it gets one successor. */
    private static ImportId successorOf(ImportRun broken) {
        return ImportId.forReason("recovery of " + broken.importId());
    }

    private Mono<Void> giveUp(ImportRun broken) {
        var failure = new RunFailure(
                "BROKE_OFF",
                "The import broke off " + (settings.recoveries() + 1)
                        + " times in a row, so it is not tried again. Look at the import service's log and memory,"
                        + " then start an import by hand.");
        return runs.move(
                        RunMove.GIVE_UP,
                        broken.importId(),
                        Updates.set(ImportRuns.FAILURE, failure),
                        Updates.set(ImportRuns.ANNOUNCED, false))
                .doOnNext(failed -> warn(broken, failure))
                .then();
    }

    /**
     * Lets the next runs begin that wait for one which is not confirmed, and fails in the end what nobody has heard of
     * for too long, so that somebody hears of it. A confirmation that comes after that still completes it.
     */
    public Mono<Void> stopWaiting() {
        return Flux.defer(() -> runs.openTo(RunMove.STOP_WAITING, silentFor(settings.confirmationPatience())))
                .concatMap(run -> Isolated.work(
                        run.label(),
                        () -> fail(run).switchIfEmpty(letNextBegin(run)).then()))
                .then();
    }

    private Mono<Boolean> fail(ImportRun silent) {
        var failure = new RunFailure(
                ImportRuns.NOT_CONFIRMED,
                "Everything was published, but the contact service did not confirm it for "
                        + settings.confirmationLimit().toHours()
                        + " hours. Look at the contact service and the lag of its group contact-service; once it has"
                        + " caught up, the import is told as complete after all. Otherwise import again.");
        return runs.moveWhen(
                        silentFor(settings.confirmationLimit()),
                        RunMove.STOP_WAITING,
                        silent.importId(),
                        Updates.set(ImportRuns.FAILURE, failure),
                        Updates.set(ImportRuns.ANNOUNCED, false))
                .doOnNext(failed -> warn(silent, failure));
    }

    private Mono<Boolean> letNextBegin(ImportRun run) {
        if (run.slot().equals(Slot.left(run.importId()))) {
            return Mono.empty();
        }
        return runs.move(RunMove.LET_NEXT_BEGIN, run.importId()).doOnNext(let -> {
            log.warn(
                    "import={} business={} is not confirmed for {}; the next import of the business may begin."
                            + " Look at the lag of group contact-service.",
                    run.importId(),
                    run.businessId(),
                    settings.confirmationPatience());
            signal.ring();
        });
    }

    private Bson silentFor(Duration time) {
        return lt(ImportRuns.HEARD_AT, clock.instant().minus(time));
    }

    private static void warn(ImportRun run, RunFailure failure) {
        log.warn(
                "import={} business={} failed: {} {}",
                run.importId(),
                run.businessId(),
                failure.code(),
                failure.message());
    }
}

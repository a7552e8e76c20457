package com.pickatime.contacts.own.load;

import com.pickatime.contacts.own.load.FileLoad.Problem;
import com.pickatime.platform.outage.Standstill;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Takes up files that wait, one load at a time in each instance; what an instance dies at another one goes on with. */
@Component
class FileLoadSweep {

    private static final Logger log = LoggerFactory.getLogger(FileLoadSweep.class);

    private static final String PART = "the look for files to load";

    /** Longer than the longest limit that can be set for one load. */
    private static final Duration LONGEST = Duration.ofHours(13);

    /** With a store that is away for long each try takes a while; what still fails then is no matter of time. */
    private static final int MOST_TRIES = 200;

    private final FileLoads loads;
    private final FileLoader loader;
    private final FileLoadSettings settings;
    private final Standstill standstill;

    FileLoadSweep(FileLoads loads, FileLoader loader, FileLoadSettings settings, Standstill standstill) {
        this.loads = loads;
        this.loader = loader;
        this.settings = settings;
        this.standstill = standstill;
    }

    @Scheduled(fixedDelayString = "${contacts.files.sweep:1s}")
    Mono<Void> sweep() {
        return Flux.defer(loads::due)
                .take(1)
                .concatMap(loads::claim)
                .doOnComplete(() -> standstill.goesOn(PART))
                .onErrorResume(failure -> {
                    standstill.waits(PART, failure);
                    return Flux.empty();
                })
                .concatMap(this::load)
                .then()
                .timeout(LONGEST);
    }

    /** An instance that is stopped hands the load over at once; one that dies leaves its lease to end. */
    private Mono<Void> load(FileLoad load) {
        return Mono.usingWhen(
                        Mono.just(load),
                        mine -> loads.kept(
                                mine,
                                loader.load(mine)
                                        .timeout(settings.limit())
                                        .doOnSuccess(done -> log.info(
                                                "load={} of business={} is over", load.id(), load.business()))),
                        done -> Mono.empty(),
                        this::giveBack,
                        stopped -> loads.release(load.id(), Duration.ZERO))
                .onErrorComplete();
    }

    private Mono<Void> giveBack(FileLoad load, Throwable failure) {
        log.warn(
                "load={} of business={} did not come to its end and is taken up again",
                load.id(),
                load.business(),
                failure);
        return loads.tries(load.id())
                .flatMap(tries -> tries < MOST_TRIES
                        ? loads.release(load.id(), settings.retryAfter())
                        : loads.failed(
                                load,
                                new Problem(
                                        "GIVEN_UP",
                                        "The files could not be loaded, however often it was tried. Send them again; if it"
                                                + " stays so, ask the operator to look at contact-service's log.")))
                .onErrorComplete();
    }
}

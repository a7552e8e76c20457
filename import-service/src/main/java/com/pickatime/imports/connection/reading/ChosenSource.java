package com.pickatime.imports.connection.reading;

import com.pickatime.imports.plan.roster.RosterChoice;
import com.pickatime.imports.plan.staging.Staging;
import com.pickatime.imports.source.FetchProgress;
import com.pickatime.imports.source.Reading;
import com.pickatime.imports.source.RosterSource;
import com.pickatime.imports.source.SourceReport;
import reactor.core.publisher.Mono;

/** A source of which a part is wanted. It is read as a whole, for what belongs to the part is clear only then. */
record ChosenSource(RosterSource whole, RosterChoice choice) implements RosterSource {

    @Override
    public Mono<SourceReport> copyInto(Staging staging, FetchProgress progress) {
        return Mono.defer(() -> {
            staging.choose(choice);
            return whole.copyInto(staging, progress).map(report -> report.choosing(choice));
        });
    }

    @Override
    public Mono<Boolean> isStill(Reading reading, FetchProgress progress) {
        return reading.choice().equals(choice) ? whole.isStill(reading, progress) : Mono.just(false);
    }
}

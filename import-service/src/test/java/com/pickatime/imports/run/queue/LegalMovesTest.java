package com.pickatime.imports.run.queue;

import static com.pickatime.imports.run.RunState.APPLYING;
import static com.pickatime.imports.run.RunState.CANCELLED;
import static com.pickatime.imports.run.RunState.COMPLETED;
import static com.pickatime.imports.run.RunState.FAILED;
import static com.pickatime.imports.run.RunState.FETCHING;
import static com.pickatime.imports.run.RunState.HELD;
import static com.pickatime.imports.run.RunState.PLANNED;
import static com.pickatime.imports.run.RunState.PLANNING;
import static com.pickatime.imports.run.RunState.PUBLISHING;
import static com.pickatime.imports.run.RunState.REQUESTED;
import static com.pickatime.imports.run.RunState.SUPERSEDED;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.pickatime.imports.doubles.TestDatabase;
import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.run.Lease;
import com.pickatime.imports.run.RunFailure;
import com.pickatime.imports.run.RunProgress;
import com.pickatime.imports.run.RunState;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

/** Tries every move on a run in every state, by its worker and by others, in whatever circumstances decide. */
@ParameterizedClass
@MethodSource("stores")
class LegalMovesTest {

    /** The picture in the README, line by line. */
    private static final Map<RunState, Set<RunState>> LEGAL = Map.ofEntries(
            Map.entry(REQUESTED, Set.of(FETCHING, SUPERSEDED, CANCELLED)),
            Map.entry(FETCHING, Set.of(FETCHING, PLANNING, FAILED, SUPERSEDED, CANCELLED)),
            Map.entry(
                    PLANNING,
                    Set.of(FETCHING, PLANNING, PLANNED, HELD, COMPLETED, PUBLISHING, FAILED, SUPERSEDED, CANCELLED)),
            Map.entry(PUBLISHING, Set.of(PUBLISHING, APPLYING, COMPLETED, FAILED, SUPERSEDED, CANCELLED)),
            Map.entry(APPLYING, Set.of(COMPLETED, FAILED)),
            Map.entry(HELD, Set.of(SUPERSEDED, CANCELLED)),
            Map.entry(FAILED, Set.of(COMPLETED)),
            Map.entry(PLANNED, Set.of()),
            Map.entry(COMPLETED, Set.of()),
            Map.entry(SUPERSEDED, Set.of()),
            Map.entry(CANCELLED, Set.of()));

    private final Queue queue;
    private final Queue other;

    LegalMovesTest(TestStore store) {
        queue = Queue.on(store);
        other = queue.otherInstance();
    }

    static Stream<TestStore> stores() {
        return TestStore.all();
    }

    /** What decides beside the state: whose the lease is, whether barriers are written down, and why it failed. */
    private enum Case {
        OURS,
        OURS_CALLED_OFF,
        OURS_WITH_BARRIERS,
        BROKEN_OFF,
        BROKEN_OFF_CALLED_OFF,
        BROKEN_OFF_WITH_BARRIERS,
        NOBODYS,
        NOT_CONFIRMED
    }

    @ParameterizedTest
    @EnumSource
    void leadsFromAStateToExactlyTheStatesThatAreLegal(RunState from) {
        var reached = EnumSet.noneOf(RunState.class);
        for (var move : RunMove.values()) {
            var to = move.to();
            for (var there : Case.values()) {
                var run = insert(from, there);
                if (to != null && makes(queue, move, run)) {
                    reached.add(to);
                    assertThat(queue.find(run).state()).isEqualTo(to);
                } else if (to != null) {
                    assertThat(queue.find(run).state()).isEqualTo(from);
                }
            }
        }

        assertThat(reached).isEqualTo(LEGAL.get(from));
    }

    @ParameterizedTest
    @EnumSource
    void staysInItsStateOnAMoveThatLeadsToNoOther(RunState from) {
        for (var move : RunMove.values()) {
            if (move.to() == null) {
                var run = insert(from, Case.OURS);
                makes(queue, move, run);
                assertThat(queue.find(run).state()).isEqualTo(from);
            }
        }
    }

    @Test
    void letsOthersDoNothingToARunThatAWorkerHasALeaseOn() {
        for (var state : List.of(FETCHING, PLANNING)) {
            assertThat(open(other, state, Case.OURS)).containsExactly(RunMove.ASK_TO_STOP);
        }
        assertThat(open(other, PUBLISHING, Case.OURS))
                .containsExactly(RunMove.ASK_TO_STOP, RunMove.HEAR_OF, RunMove.CONFIRM, RunMove.REJECT);
        assertThat(open(other, PUBLISHING, Case.OURS_WITH_BARRIERS)).doesNotContain(RunMove.ASK_TO_STOP);
    }

    @Test
    void letsOthersReplaceWhatBrokeOffAndOnlyFinishWhatMayHaveBarriersOnTheTopic() {
        assertThat(open(other, FETCHING, Case.BROKEN_OFF))
                .containsExactly(RunMove.REPLACE, RunMove.GIVE_UP, RunMove.ASK_TO_STOP);
        assertThat(open(other, PUBLISHING, Case.BROKEN_OFF))
                .containsExactly(
                        RunMove.REPLACE,
                        RunMove.GIVE_UP,
                        RunMove.ASK_TO_STOP,
                        RunMove.HEAR_OF,
                        RunMove.CONFIRM,
                        RunMove.REJECT);
        assertThat(open(other, PUBLISHING, Case.BROKEN_OFF_WITH_BARRIERS))
                .containsExactly(
                        RunMove.TAKE_OVER, RunMove.HEAR_OF, RunMove.CONFIRM, RunMove.REJECT, RunMove.STOP_WAITING);
    }

    @Test
    void letsAWorkerOnlyFinishWhatMayHaveBarriersOnTheTopic() {
        assertThat(open(queue, PUBLISHING, Case.OURS))
                .contains(RunMove.PUBLISH, RunMove.FAIL, RunMove.CLOSE, RunMove.APPLY);
        assertThat(open(queue, PUBLISHING, Case.OURS_WITH_BARRIERS))
                .contains(RunMove.CLOSE, RunMove.APPLY)
                .doesNotContain(RunMove.PUBLISH, RunMove.FAIL);
    }

    @Test
    void letsAWorkerDoNothingMoreForARunThatWasCalledOffThanStopIt() {
        for (var state : RunState.LEASED) {
            assertThat(open(queue, state, Case.OURS_CALLED_OFF))
                    .contains(RunMove.STOP)
                    .doesNotContain(RunMove.RENEW, RunMove.HOLD, RunMove.END_DRY_RUN, RunMove.PUBLISH, RunMove.CLOSE);
            assertThat(open(other, state, Case.BROKEN_OFF_CALLED_OFF))
                    .contains(RunMove.END_STOPPED)
                    .doesNotContain(RunMove.REPLACE);
        }
    }

    @Test
    void completesOnlyThatFailureWhichWasForWantOfAConfirmation() {
        assertThat(open(queue, FAILED, Case.NOT_CONFIRMED)).containsExactly(RunMove.CONFIRM, RunMove.ANNOUNCE);
        assertThat(open(queue, FAILED, Case.NOBODYS)).containsExactly(RunMove.ANNOUNCE);
    }

    @ParameterizedTest
    @EnumSource
    void keepsThePlaceAndTheLeaseOfARunUntilItNeedsThemNoMore(RunMove move) {
        var to = move.to();
        for (var from : RunState.values()) {
            for (var there : Case.values()) {
                var id = insert(from, there);
                if (to != null && makes(queue, move, id)) {
                    var run = queue.find(id);
                    assertThat(run.lease() == null).isEqualTo(!RunState.LEASED.contains(to) || there == Case.NOBODYS);
                    assertThat(run.slot()).isEqualTo(to.isAtRest() ? Slot.left(id) : place(id));
                    assertThat(run.finishedAt() != null).isEqualTo(to.isAtRest() && to != HELD);
                }
            }
        }
    }

    @Test
    void knowsWhichStatesAreAtRest() {
        assertThat(Arrays.stream(RunState.values()).filter(RunState::isAtRest))
                .containsExactly(PLANNED, HELD, COMPLETED, FAILED, SUPERSEDED, CANCELLED);
        assertThat(RunState.LEASED).containsExactlyInAnyOrder(FETCHING, PLANNING, PUBLISHING);
    }

    private List<RunMove> open(Queue instance, RunState state, Case there) {
        return Arrays.stream(RunMove.values())
                .filter(move -> makes(instance, move, insert(state, there)))
                .collect(Collectors.toList());
    }

    private boolean makes(Queue instance, RunMove move, ImportId importId) {
        return instance.runs
                        .move(move, importId, Updates.set("progress.step", RunProgress.Step.COMPARING))
                        .block(TestDatabase.LIMIT)
                != null;
    }

    private ImportId insert(RunState state, Case there) {
        var importId = ImportId.fresh();
        var now = queue.clock.instant();
        Queue.run(queue.runs.insert(new ImportRun(
                importId,
                new BusinessId("springfield"),
                Queue.FULL,
                state,
                2,
                place(importId),
                now,
                now,
                null,
                lease(there, now),
                RunProgress.NONE,
                null,
                List.of(),
                null,
                null,
                new RunFailure(there == Case.NOT_CONFIRMED ? "NOT_CONFIRMED" : "X", "x"),
                null,
                there == Case.OURS_CALLED_OFF || there == Case.BROKEN_OFF_CALLED_OFF ? "somebody" : null,
                true)));
        if (there == Case.OURS_WITH_BARRIERS || there == Case.BROKEN_OFF_WITH_BARRIERS) {
            Queue.get(Mono.from(queue.database
                    .getCollection("import_runs")
                    .updateOne(Filters.eq("_id", importId), Updates.set("barriers", new Binary(new byte[] {1})))));
        }
        return importId;
    }

    private static String place(ImportId importId) {
        return "the place of " + importId;
    }

    private @Nullable Lease lease(Case there, Instant now) {
        return switch (there) {
            case OURS, OURS_CALLED_OFF, OURS_WITH_BARRIERS, NOT_CONFIRMED ->
                new Lease(queue.instance.value(), now.plusSeconds(30));
            case BROKEN_OFF, BROKEN_OFF_CALLED_OFF, BROKEN_OFF_WITH_BARRIERS -> new Lease("dead", now.minusSeconds(1));
            case NOBODYS -> null;
        };
    }
}

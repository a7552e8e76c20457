package com.pickatime.conferences.deletion;

import com.pickatime.conferences.booking.AppointmentLists;
import com.pickatime.conferences.booking.Booked;
import com.pickatime.conferences.conference.Conferences;
import com.pickatime.conferences.conference.Conferences.Kept;
import com.pickatime.conferences.slots.Slot;
import com.pickatime.conferences.slots.Slots;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.web.Problems;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What a deletion would take away, read slot by slot and appointment by appointment. */
@Component
class DeletionPreviews {

    private final Conferences conferences;
    private final Slots slots;
    private final AppointmentLists appointments;
    private final Clock clock;

    DeletionPreviews(Conferences conferences, Slots slots, AppointmentLists appointments, Clock clock) {
        this.conferences = conferences;
        this.slots = slots;
        this.appointments = appointments;
        this.clock = clock;
    }

    /**
     * One that would be deleted.
     *
     * @param firstDay of its slots; null where it has none
     * @param past whether its last slot is over, or it has none
     * @param appointments how many confirmed ones it has
     * @param upcoming how many of them are not over: parents and teachers still count on those
     */
    record Deleted(
            String conferenceId,
            String name,
            @Nullable LocalDate firstDay,
            @Nullable LocalDate lastDay,
            boolean past,
            long slots,
            long appointments,
            long upcoming) {}

    /**
     * What a deletion would take away.
     *
     * @param kept ids of those that stay
     * @param digest names exactly these conferences, slots and appointments as they are
     */
    record Preview(
            List<String> kept, List<Deleted> conferences, long slots, long appointments, long upcoming, String digest) {

        /** What has to be typed. */
        String confirmation() {
            return DeletionPreviews.confirmation(digest);
        }
    }

    /** What has to be typed to delete what a preview with this digest showed. */
    static String confirmation(String digest) {
        return "DELETE " + digest.substring(0, Math.max(0, digest.indexOf('-'))) + " EVENTS";
    }

    /**
     * All but the kept ones; fails with a 400 problem where none is kept, or one that is not there.
     *
     * @param but a deletion that is as if it were not there; null for none
     */
    Mono<Preview> of(BusinessId business, Collection<String> kept, @Nullable String but) {
        var keep = Set.copyOf(kept);
        return conferences.of(business, "", but).collectList().flatMap(all -> {
            var known = all.stream().map(DeletionPreviews::id).collect(Collectors.toSet());
            if (keep.isEmpty() || !known.containsAll(keep)) {
                return Mono.error(
                        Problems.invalid("keep", "must be ids of conferences that this business has, one or more"));
            }
            return Flux.fromIterable(all)
                    .filter(one -> !keep.contains(id(one)))
                    .concatMap(this::tally)
                    .collectList()
                    .map(tallies -> preview(keep, tallies));
        });
    }

    private static Preview preview(Set<String> keep, List<Tally> tallies) {
        var digest = sha256();
        tallies.forEach(tally -> digest.update(tally.digest.digest()));
        var deleted = tallies.stream().map(Tally::deleted).toList();
        return new Preview(
                List.copyOf(new TreeSet<>(keep)),
                deleted,
                deleted.stream().mapToLong(Deleted::slots).sum(),
                deleted.stream().mapToLong(Deleted::appointments).sum(),
                deleted.stream().mapToLong(Deleted::upcoming).sum(),
                deleted.size() + "-" + HexFormat.of().formatHex(digest.digest(), 0, 16));
    }

    private Mono<Tally> tally(Kept kept) {
        return Mono.defer(() -> {
            var tally = new Tally(kept, clock.instant());
            return slots.of(kept.conference(), List.of(), null, "")
                    .doOnNext(tally::add)
                    .thenMany(appointments.of(id(kept), ""))
                    .doOnNext(tally::add)
                    .then(Mono.just(tally));
        });
    }

    private static String id(Kept kept) {
        return kept.conference().id();
    }

    private static final class Tally {

        private final Kept kept;
        private final Instant now;
        private final MessageDigest digest = sha256();
        private @Nullable LocalDate firstDay;
        private @Nullable LocalDate lastDay;
        private Instant end = Instant.MIN;
        private long slots;
        private long appointments;
        private long upcoming;

        Tally(Kept kept, Instant now) {
            this.kept = kept;
            this.now = now;
            note(id(kept), kept.tag());
        }

        void add(Slot slot) {
            slots++;
            firstDay = firstDay == null || slot.day().isBefore(firstDay) ? slot.day() : firstDay;
            lastDay = lastDay == null || slot.day().isAfter(lastDay) ? slot.day() : lastDay;
            end = slot.end().isAfter(end) ? slot.end() : end;
            note(slot.id(), slot.tag());
        }

        void add(Booked booked) {
            appointments++;
            upcoming += booked.end().isAfter(now) ? 1 : 0;
            note(booked.id(), booked.slotId());
        }

        private void note(String id, String version) {
            digest.update((id + ' ' + version + '\n').getBytes(StandardCharsets.UTF_8));
        }

        Deleted deleted() {
            return new Deleted(
                    id(kept),
                    kept.conference().settings().name(),
                    firstDay,
                    lastDay,
                    !end.isAfter(now),
                    slots,
                    appointments,
                    upcoming);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

package com.pickatime.web.pages;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.web.services.Service;
import com.pickatime.web.services.Services;
import com.pickatime.web.services.SignedIn;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What pages need of a business to speak its language; kept for a minute, because every page needs it. */
@Component
public class Businesses {

    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final int MOST_KEPT = 10_000;

    private final Services services;
    private final Cache<BusinessId, Place> places =
            Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(MOST_KEPT).build();
    private final Cache<BusinessId, Display> displays =
            Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(MOST_KEPT).build();

    Businesses(Services services) {
        this.services = services;
    }

    /**
     * A business as its people know it.
     *
     * @param zone in which its moments are shown; UTC where nobody entered one
     */
    public record Business(String name, ZoneId zone, Display display) {}

    /** How it wants names, dates and times to be shown; the fields are those of the contact service. */
    public record Display(String contactName, String date, String time) {

        static final Display USUAL = new Display("FIRST_LAST", "MDY", "TWELVE_HOUR");

        boolean isLastNameFirst() {
            return contactName.equals("LAST_FIRST");
        }

        boolean isDayFirst() {
            return date.equals("DMY");
        }

        boolean isTwentyFourHour() {
            return time.equals("TWENTY_FOUR_HOUR");
        }
    }

    record Connection(
            @Nullable String businessName, @Nullable String timeZone) {}

    /** Of the person who looks; by its ID alone where it has no connection, or cannot be asked. */
    public Mono<Business> of(SignedIn who) {
        return Mono.zip(place(who), display(who), (place, display) -> new Business(place.name, place.zone, display));
    }

    /** Somebody has just changed how it shows things, and is to see that on the next page. */
    public void forget(SignedIn who) {
        displays.invalidate(who.businessId());
    }

    private record Place(String name, ZoneId zone) {}

    private Mono<Place> place(SignedIn who) {
        var business = who.businessId();
        var before = places.getIfPresent(business);
        if (before != null) {
            return Mono.just(before);
        }
        var nameless = new Place(business.value(), ZoneOffset.UTC);
        if (!who.isAdministrator() || who.isTeam()) {
            return Mono.just(nameless);
        }
        return services.get(who, Service.IMPORTS, Connection.class, "/connections/{business}")
                .map(connection -> new Place(
                        connection.businessName() == null ? business.value() : connection.businessName(),
                        zone(connection.timeZone())))
                .doOnNext(found -> places.put(business, found))
                // a page without the school's name is better than none
                .onErrorReturn(nameless);
    }

    private Mono<Display> display(SignedIn who) {
        var before = displays.getIfPresent(who.businessId());
        return before != null
                ? Mono.just(before)
                : services.get(who, Service.CONTACTS, Display.class, "/businesses/{business}/display-options")
                        .doOnNext(found -> displays.put(who.businessId(), found))
                        // so is one with dates in the usual order
                        .onErrorReturn(Display.USUAL);
    }

    private static ZoneId zone(@Nullable String name) {
        try {
            return name == null ? ZoneOffset.UTC : ZoneId.of(name);
        } catch (DateTimeException unknown) {
            return ZoneOffset.UTC;
        }
    }
}

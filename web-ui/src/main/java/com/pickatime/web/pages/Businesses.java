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
    private final Cache<BusinessId, Business> known =
            Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(MOST_KEPT).build();

    Businesses(Services services) {
        this.services = services;
    }

    /**
     * A business as its people know it.
     *
     * @param zone in which its moments are shown; UTC where nobody entered one
     */
    public record Business(String name, ZoneId zone) {}

    record Connection(
            @Nullable String businessName, @Nullable String timeZone) {}

    /** Of the person who looks; by its ID alone where it has no connection, or cannot be asked. */
    public Mono<Business> of(SignedIn who) {
        var business = who.businessId();
        var before = known.getIfPresent(business);
        if (before != null) {
            return Mono.just(before);
        }
        var nameless = new Business(business.value(), ZoneOffset.UTC);
        if (!who.isAdministrator() || who.isTeam()) {
            return Mono.just(nameless);
        }
        return services.get(who, Service.IMPORTS, Connection.class, "/connections/{business}")
                .map(connection -> new Business(
                        connection.businessName() == null ? business.value() : connection.businessName(),
                        zone(connection.timeZone())))
                .doOnNext(found -> known.put(business, found))
                // a page without the school's name is better than none
                .onErrorReturn(nameless);
    }

    private static ZoneId zone(@Nullable String name) {
        try {
            return name == null ? ZoneOffset.UTC : ZoneId.of(name);
        } catch (DateTimeException unknown) {
            return ZoneOffset.UTC;
        }
    }
}

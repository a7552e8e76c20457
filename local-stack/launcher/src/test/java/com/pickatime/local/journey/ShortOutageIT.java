package com.pickatime.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One short outage in every build; {@link OutageIT} has the long ones, at every step. */
@Order(2)
@ExtendWith(SharedDistrict.class)
class ShortOutageIT {

    private static final Duration OUTAGE = Duration.ofSeconds(3);

    @Test
    void aStoreThatIsAwayWhileARosterIsPublishedCostsNothing(District district) throws InterruptedException {
        district.clients().simulator().delete("/control/faults");
        var business = new DirectBusiness("short-outage", district.clients());
        business.begin();

        assertThat(business.reaches("PUBLISHING")).isTrue();
        district.storeGateway().cut();
        // the length of the outage is what is tested
        assertThat(new CountDownLatch(1).await(OUTAGE.toMillis(), TimeUnit.MILLISECONDS))
                .isFalse();
        district.storeGateway().mend();

        business.outcome(Duration.ofMinutes(2)).requireWhole();
    }
}

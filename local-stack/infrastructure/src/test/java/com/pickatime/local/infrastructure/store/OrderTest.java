package com.pickatime.local.infrastructure.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.local.infrastructure.store.index.PrimaryIndex;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderTest {

    @Test
    void isByKeyForTheIdAndTheNaturalOrder() {
        assertThat(Order.of(new Document("_id", 1))).isEqualTo(Order.ASCENDING);
        assertThat(Order.of(new Document("_id", -1.0))).isEqualTo(Order.DESCENDING);
        assertThat(Order.of(new Document("$natural", -1))).isEqualTo(Order.DESCENDING);
        assertThat(Order.of(new Document("_id", 1).append("name", 1))).isEqualTo(Order.ASCENDING);
    }

    @Test
    void isByContentForAnyOtherField() {
        assertThat(Order.of(new Document("name", 1).append("_id", 1))).isEqualTo(Order.BY_CONTENT);
    }

    @Test
    void isAnyWithoutASort() {
        assertThat(Order.of(null)).isEqualTo(Order.ANY);
        assertThat(Order.of(new Document())).isEqualTo(Order.ANY);
    }

    @Test
    void arrangesKeys() {
        var one = PrimaryIndex.keyOf(1);
        var two = PrimaryIndex.keyOf(2);
        var keys = new ArrayList<>(List.of(two, one));

        Order.ANY.arrange(keys);
        assertThat(keys).containsExactly(two, one);
        Order.ASCENDING.arrange(keys);
        assertThat(keys).containsExactly(one, two);
        Order.DESCENDING.arrange(keys);
        assertThat(keys).containsExactly(two, one);
    }
}

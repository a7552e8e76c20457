package com.pickatime.simulator.oneroster;

import com.pickatime.simulator.district.District;
import com.pickatime.simulator.district.Roster;
import com.pickatime.simulator.faults.Fault.Appearance;
import com.pickatime.simulator.faults.Fault.DemographicsNotShared;
import com.pickatime.simulator.faults.Fault.EmptyCollection;
import com.pickatime.simulator.faults.Fault.GuardiansNotShared;
import com.pickatime.simulator.faults.Fault.ShrunkCollection;
import com.pickatime.simulator.faults.Faults;
import com.pickatime.simulator.query.Resource;
import com.pickatime.simulator.query.View;
import com.pickatime.simulator.records.Demographics;
import com.pickatime.simulator.records.Entity;
import com.pickatime.simulator.tables.Collection;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;

/** Shows the district's collections under the permissions and faults of the moment. */
@Component
class Views {

    private static final Set<String> GUARDIAN_ROLES = Set.of("parent", "guardian", "relative");

    private final District district;
    private final Faults faults;

    Views(District district, Faults faults) {
        this.district = district;
        this.faults = faults;
    }

    View of(Resource resource) {
        var roster = new Roster(district, faults.edits());
        return new View(roster, resource, shown(roster, resource), disguise(resource.collection()));
    }

    private IntPredicate shown(Roster roster, Resource resource) {
        var collection = resource.collection();
        var table = district.table(collection);
        IntPredicate present = index -> roster.holds(collection, index);
        var shown = present.and(permitted(collection)).and(surviving(collection));
        return resource.isWhole() ? shown : shown.and(index -> resource.includes(table.kind(index)));
    }

    private IntPredicate permitted(Collection collection) {
        if (collection == Collection.DEMOGRAPHICS && demographicsAppear(Appearance.EMPTY)) {
            return index -> false;
        }
        if (collection == Collection.USERS
                && faults.find(GuardiansNotShared.class).isPresent()) {
            var users = district.table(Collection.USERS);
            return index -> !GUARDIAN_ROLES.contains(users.kind(index));
        }
        return index -> true;
    }

    /** What shrinking leaves is spread evenly over the collection. */
    private IntPredicate surviving(Collection collection) {
        if (faults.find(EmptyCollection.class, collection).isPresent()) {
            return index -> false;
        }
        var percent = faults.find(ShrunkCollection.class, collection)
                .map(ShrunkCollection::percent)
                .orElse(100);
        return index -> (index + 1L) * percent / 100 > (long) index * percent / 100;
    }

    private UnaryOperator<Entity> disguise(Collection collection) {
        return collection == Collection.DEMOGRAPHICS && demographicsAppear(Appearance.BLANK_BIRTH_DATES)
                ? record -> record instanceof Demographics known ? known.bornOn("") : record
                : UnaryOperator.identity();
    }

    private boolean demographicsAppear(Appearance appearance) {
        return faults.find(DemographicsNotShared.class)
                .filter(fault -> fault.appearance() == appearance)
                .isPresent();
    }
}

package com.pickatime.simulator.oneroster;

import static com.pickatime.simulator.query.CollectionView.EVERYTHING;

import com.pickatime.simulator.district.District;
import com.pickatime.simulator.district.Roster;
import com.pickatime.simulator.faults.Fault.Appearance;
import com.pickatime.simulator.faults.Fault.DemographicsNotShared;
import com.pickatime.simulator.faults.Fault.EmptyCollection;
import com.pickatime.simulator.faults.Fault.EverythingPurged;
import com.pickatime.simulator.faults.Fault.GuardiansNotShared;
import com.pickatime.simulator.faults.Fault.SchoolNotShared;
import com.pickatime.simulator.faults.Fault.ShrunkCollection;
import com.pickatime.simulator.faults.Fault.TeachersNotShared;
import com.pickatime.simulator.faults.Faults;
import com.pickatime.simulator.query.CollectionView;
import com.pickatime.simulator.query.Resource;
import com.pickatime.simulator.records.Demographics;
import com.pickatime.simulator.records.Enrollment;
import com.pickatime.simulator.records.Entity;
import com.pickatime.simulator.records.SchoolClass;
import com.pickatime.simulator.records.User;
import com.pickatime.simulator.records.Version;
import com.pickatime.simulator.tables.Collection;
import com.pickatime.simulator.tables.Selection;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Shows the district's collections under the permissions and faults of the moment. */
@Component
class CollectionViews {

    private static final IntPredicate NOTHING = index -> false;
    private static final String TEACHER = "teacher";
    private static final Set<String> GUARDIAN_ROLES = Set.of("parent", "guardian", "relative");

    private final District district;
    private final Faults faults;

    CollectionViews(District district, Faults faults) {
        this.district = district;
        this.faults = faults;
    }

    CollectionView of(Resource resource) {
        return of(
                resource,
                Selection.range(0, district.table(resource.collection()).size()));
    }

    /** Only those records of the collection that are named by index. */
    CollectionView of(Resource resource, Selection members) {
        var roster = new Roster(district, faults.edits());
        return new CollectionView(
                roster, resource, members, shown(roster, resource), disguise(resource.collection()), Version.V1_1);
    }

    private IntPredicate shown(Roster roster, Resource resource) {
        var collection = resource.collection();
        var table = district.table(collection);
        var conditions = Stream.of(
                        present(roster, collection),
                        permitted(collection),
                        shared(collection),
                        surviving(collection),
                        remaining(collection),
                        resource.isWhole() ? EVERYTHING : (IntPredicate) index -> resource.includes(table.kind(index)))
                .filter(condition -> condition != EVERYTHING);
        return conditions.reduce(IntPredicate::and).orElse(EVERYTHING);
    }

    private static IntPredicate present(Roster roster, Collection collection) {
        return roster.edits().areNone() ? EVERYTHING : index -> roster.holds(collection, index);
    }

    private IntPredicate remaining(Collection collection) {
        var purged = faults.purged(collection);
        return purged == 0 ? EVERYTHING : index -> index >= purged;
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
        return EVERYTHING;
    }

    private IntPredicate shared(Collection collection) {
        var hidden = faults.find(SchoolNotShared.class)
                .map(fault -> ofSchool(collection, fault.sourcedId()))
                .orElse(NOTHING);
        var users = district.table(collection);
        var taught = faults.find(TeachersNotShared.class).isPresent()
                        && (collection == Collection.USERS || collection == Collection.ENROLLMENTS)
                ? (IntPredicate) index -> users.kind(index).equals(TEACHER)
                : NOTHING;
        return hidden == NOTHING && taught == NOTHING
                ? EVERYTHING
                : hidden.or(taught).negate();
    }

    /** Which records are there for this school and for no other. */
    private IntPredicate ofSchool(Collection collection, String school) {
        var table = district.table(collection);
        return switch (collection) {
            case ORGS -> index -> table.id(index).equals(school);
            case CLASSES, ENROLLMENTS -> index -> school(table.row(index)).equals(school);
            case USERS -> index -> isOf(school, index);
            case DEMOGRAPHICS ->
                index -> isOf(school, district.table(Collection.USERS).indexOf(table.person(index)));
            case ACADEMIC_SESSIONS, COURSES -> NOTHING;
        };
    }

    private static String school(Entity row) {
        if (row instanceof SchoolClass schoolClass) {
            return schoolClass.place().school().sourcedId();
        }
        return row instanceof Enrollment enrollment ? enrollment.school().sourcedId() : "";
    }

    private boolean isOf(String school, int user) {
        return district.table(Collection.USERS).row(user) instanceof User person
                && person.membership().orgs().stream()
                        .allMatch(org -> org.sourcedId().equals(school));
    }

    /** What shrinking leaves is spread evenly over the collection. */
    private IntPredicate surviving(Collection collection) {
        if (faults.find(EmptyCollection.class, collection).isPresent()
                || faults.find(EverythingPurged.class).isPresent()) {
            return index -> false;
        }
        return faults.find(ShrunkCollection.class, collection)
                .map(ShrunkCollection::percent)
                .<IntPredicate>map(percent -> index -> (index + 1L) * percent / 100 > (long) index * percent / 100)
                .orElse(EVERYTHING);
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

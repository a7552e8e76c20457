package com.pickatime.simulator.tables;

import com.pickatime.simulator.people.Blueprint;
import com.pickatime.simulator.people.Names;
import com.pickatime.simulator.people.OrgIds;
import com.pickatime.simulator.records.Base;
import com.pickatime.simulator.records.GuidRef;
import com.pickatime.simulator.records.Org;
import com.pickatime.simulator.records.Org.About;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The district and its schools. */
final class Orgs {

    /** One school in so many has no number of its own. */
    private static final int NUMBERS_TO_ONE_BLANK = 5;

    private final Blueprint blueprint;
    private final Names names;

    private Orgs(Blueprint blueprint) {
        this.blueprint = blueprint;
        names = new Names(blueprint.random());
    }

    static RecordTable of(Blueprint blueprint, String districtName) {
        var orgs = new Orgs(blueprint);
        var rows = Stream.concat(
                Stream.of(orgs.district(districtName)),
                IntStream.rangeClosed(0, blueprint.schools().count()).mapToObj(orgs::school));
        return new ListedTable<>(rows.toList(), org -> org.about().type());
    }

    private Org district(String name) {
        var schools =
                indexes().mapToObj(school -> GuidRef.org(OrgIds.school(school))).toList();
        var base = Base.of(OrgIds.DISTRICT, ModificationTimes.at(blueprint, Collection.ORGS, 0));
        return new Org(base, new About(name, "district", "D1"), null, schools);
    }

    /** The one behind the last is closed, and to be deleted. */
    private Org school(int index) {
        var isOpen = index < blueprint.schools().count();
        var title = isOpen ? blueprint.schools().school(index).title() : "Annex";
        var name = names.ofSchool(index) + " " + title;
        var number = index % NUMBERS_TO_ONE_BLANK == 0 ? "" : Integer.toString(10 + index);
        var modifiedAt = ModificationTimes.at(blueprint, Collection.ORGS, index + 1);
        return new Org(
                Base.of(OrgIds.school(index), isOpen, modifiedAt).with("region", index % 2 == 0 ? "North" : "South"),
                new About(name, "school", number),
                GuidRef.org(OrgIds.DISTRICT),
                List.of());
    }

    private IntStream indexes() {
        return IntStream.range(0, blueprint.schools().count());
    }
}

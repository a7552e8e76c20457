package com.pickatime.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.scheduling.annotation.Scheduled;

/** The house rules of CONTRIBUTING.md that a machine can check. */
class HouseRulesTest {

    private static JavaClasses house;

    @BeforeAll
    static void readTheHouse() {
        house = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("com.pickatime");
    }

    @ParameterizedTest
    @ValueSource(strings = {"imports", "contacts", "notifications", "sso", "simulator"})
    void aServiceKnowsNoOther(String service) {
        var others = List.of("imports", "contacts", "notifications", "sso", "simulator").stream()
                .filter(other -> !other.equals(service))
                .map(other -> "com.pickatime." + other + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage("com.pickatime." + service + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .check(house);
    }

    @Test
    void featuresDoNotFormCycles() {
        slices().matching("com.pickatime.(*).(*)..").should().beFreeOfCycles().check(house);
    }

    /** A room with more than about 14 files has rooms within, which are as free of cycles. */
    @Test
    void importServiceHasFiveRoomsAndWhatTheyShare() {
        classes()
                .that()
                .resideInAPackage("com.pickatime.imports.*..")
                .should()
                .resideInAnyPackage(Stream.of("connection", "source", "plan", "run", "publish", "store")
                        .map(room -> "com.pickatime.imports." + room + "..")
                        .toArray(String[]::new))
                .check(house);
        slices().matching("com.pickatime.imports.(**)")
                .should()
                .beFreeOfCycles()
                .check(house);
    }

    @Test
    void nobodySubscribes() {
        noClasses().should().callMethodWhere(reactive("subscribe")).check(house);
    }

    /** Kafka's own threads, the import workers' and, before a service is up, the main thread that makes the indexes. */
    @Test
    void onlyListenersWorkersAndStartUpWait() {
        noClasses()
                .that()
                .haveNameNotMatching(".*(Listener|Worker|Indexes|IndexesAtStart)")
                .should()
                .callMethodWhere(reactive("block", "blockFirst", "blockLast"))
                .check(house);
    }

    @Test
    void nobodyWaitsWithoutALimit() {
        noClasses()
                .should()
                .callMethodWhere(describe(
                        "waits on a reactive type without a limit",
                        call -> reactive("block", "blockFirst", "blockLast").test(call)
                                && call.getTarget().getRawParameterTypes().isEmpty()))
                .check(house);
    }

    @Test
    void scheduledWorkBeginsAnewEachTimeAndEnds() {
        methods()
                .that()
                .areAnnotatedWith(Scheduled.class)
                .and()
                .haveRawReturnType(assignableTo(Publisher.class))
                .should(new BeginAnewEachTime())
                .check(house);
    }

    @Test
    void stateIsFinal() {
        fields().that()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackages("com.pickatime.events..", "com.pickatime.local..")
                .and()
                .doNotHaveModifier(JavaModifier.VOLATILE)
                .and()
                .areNotPrivate()
                .should()
                .beFinal()
                .check(house);
    }

    @Test
    void nothingIsInjectedIntoFields() {
        fields().should().notBeAnnotatedWith(Autowired.class).check(house);
    }

    @Test
    void avroStaysAtTheEdges() {
        noClasses()
                .that()
                .resideInAnyPackage("com.pickatime..store..", "com.pickatime..oneroster..", "com.pickatime..csv..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(SpecificRecordBase.class)
                .check(house);
    }

    @Test
    void servicesKeepOffTheTerminal() {
        noClasses()
                .that()
                .resideOutsideOfPackage("com.pickatime.local..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(house);
    }

    @Test
    void everyPackageSaysWhatItIsForAndIsNullMarked() {
        classes()
                .that()
                .resideOutsideOfPackage("com.pickatime.events..")
                .should(new BeInANullMarkedPackage())
                .check(house);
    }

    private static DescribedPredicate<JavaMethodCall> reactive(String... methods) {
        var names = Set.of(methods);
        return describe(
                "calls " + names + " on a reactive type",
                call -> names.contains(call.getName())
                        && call.getTargetOwner().getPackageName().startsWith("reactor.core.publisher"));
    }
}

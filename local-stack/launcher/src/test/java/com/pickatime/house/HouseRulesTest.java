package com.pickatime.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.pickatime.events.RosterRecord;
import com.pickatime.imports.plan.roster.RosterRow;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The house rules of CONTRIBUTING.md that a machine can check. */
class HouseRulesTest {

    private static final String[] ROWS = {
        "com.pickatime.imports.source.reading",
        "com.pickatime.imports.plan.roster",
        "com.pickatime.imports.plan.staging.."
    };

    private static JavaClasses house;

    @BeforeAll
    static void readTheHouse() {
        house = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("com.pickatime");
    }

    @ParameterizedTest
    @ValueSource(strings = {"imports", "contacts", "conferences", "notifications", "sso", "simulator"})
    void aServiceKnowsNoOther(String service) {
        var others = List.of("imports", "contacts", "conferences", "notifications", "sso", "simulator").stream()
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
        noClasses()
                .should()
                .callMethodWhere(reactive("subscribe", "subscribeWith"))
                .check(house);
    }

    /** Kafka's own threads, the import workers' and, before a service is up, the main thread that makes the indexes. */
    @Test
    void onlyListenersWorkersAndStartUpWait() {
        noClasses()
                .that()
                .haveNameNotMatching(".*(Listener|Worker|Indexes|IndexesAtStart)")
                .should()
                .callMethodWhere(reactive("block", "blockFirst", "blockLast", "blockOptional"))
                .check(house);
    }

    @Test
    void nobodyWaitsWithoutALimit() {
        noClasses()
                .should()
                .callMethodWhere(describe(
                        "waits on a reactive type without a limit",
                        call -> reactive("block", "blockFirst", "blockLast", "blockOptional")
                                        .test(call)
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
    void whatManyThreadsShareIsFinalOrVolatile() {
        fields().that()
                .areDeclaredInClassesThat()
                .areAnnotatedWith(Component.class)
                .and()
                .doNotHaveModifier(JavaModifier.VOLATILE)
                .should()
                .beFinal()
                .check(house);
        fields().that()
                .areDeclaredInClassesThat()
                .resideInAPackage("com.pickatime.notifications..")
                .should()
                .beFinal()
                .check(house);
    }

    @Test
    void controllersAndListenersAreNobodyElsesBusiness() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Controller")
                .or()
                .haveSimpleNameEndingWith("Listener")
                .should()
                .notBePublic()
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

    /** A row is the payload that will be published of it, so what makes, stages and compares rows knows payloads. */
    @Test
    void generatedClassesStopAtListenersAndPublishersAndRows() {
        noClasses()
                .that()
                .resideInAPackage("com.pickatime.imports..")
                .and()
                .resideOutsideOfPackages(ROWS)
                .and()
                .haveNameNotMatching(".*[.$](Kafka\\w*|\\w*Listener|Publication)")
                .or()
                .resideInAPackage("com.pickatime.notifications..")
                .and()
                .resideOutsideOfPackage("com.pickatime.notifications.events")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(SpecificRecord.class)
                .check(house);
    }

    /** And of sealed payloads alone: what makes records cannot even look into a row, which holds clear values. */
    @Test
    void aRosterRecordIsMadeInOnePlace() {
        var maker = "com.pickatime.imports.publish.KafkaRosterRecords";
        noClasses()
                .that()
                .resideInAPackage("com.pickatime.imports..")
                .and()
                .doNotHaveFullyQualifiedName(maker)
                .should()
                .callCodeUnitWhere(describe(
                        "makes or fills a roster record",
                        call -> call.getTargetOwner().getName().startsWith(RosterRecord.class.getName())
                                && Set.of("<init>", "put", "newBuilder", "build")
                                        .contains(call.getName())))
                .check(house);
        noClasses()
                .that()
                .haveFullyQualifiedName(maker)
                .should()
                .callCodeUnitWhere(describe(
                        "looks into a row", call -> call.getTargetOwner().isEquivalentTo(RosterRow.class)))
                .check(house);
    }

    /** What decides whether somebody is who they say is read without knowing a framework. */
    @Test
    void samlKnowsNoFramework() {
        noClasses()
                .that()
                .resideInAPackage("com.pickatime.sso.saml..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "reactor..", "com.mongodb..", "org.apache.kafka..")
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

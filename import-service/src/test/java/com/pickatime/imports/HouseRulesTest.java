package com.pickatime.imports;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.stereotype.Component;

/** The rules of this service's design that a machine can check. */
class HouseRulesTest {

    private static JavaClasses service;

    @BeforeAll
    static void read() {
        service = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("com.pickatime.imports");
    }

    @Test
    void featuresFormNoCycles() {
        slices().matching("com.pickatime.imports.(*)..")
                .should()
                .beFreeOfCycles()
                .check(service);
    }

    @Test
    void nobodySubscribes() {
        noClasses().should().callMethodWhere(reactive("subscribe")).check(service);
    }

    @Test
    void onlyThreadsThatMayWaitWait() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Listener")
                .and()
                .doNotHaveSimpleName("RunWorker")
                .should()
                .callMethodWhere(reactive("block"))
                .check(service);
    }

    @Test
    void messagesStayAtTheEdge() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Listener")
                .and()
                .haveSimpleNameNotStartingWith("Kafka")
                .and()
                .doNotHaveSimpleName("Publication")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(SpecificRecord.class)
                .check(service);
    }

    @Test
    void stateIsFinalUnlessThreadsShareIt() {
        fields().that()
                .doNotHaveModifier(JavaModifier.VOLATILE)
                .and()
                .areDeclaredInClassesThat()
                .areAnnotatedWith(Component.class)
                .should()
                .beFinal()
                .check(service);
    }

    @Test
    void controllersAndListenersAreNobodyElsesBusiness() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Controller")
                .or()
                .haveSimpleNameEndingWith("Listener")
                .should()
                .bePackagePrivate()
                .check(service);
    }

    private static DescribedPredicate<JavaMethodCall> reactive(String method) {
        return DescribedPredicate.describe(
                "calls " + method + " on a reactive type",
                call -> call.getName().startsWith(method)
                        && !call.getName().equals("subscribeOn")
                        && call.getTargetOwner().getPackageName().startsWith("reactor.core.publisher"));
    }
}

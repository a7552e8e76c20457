package com.pickatime.notifications;

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
import org.junit.jupiter.api.Test;

/** The rules of this service that its classes alone can show. */
class HouseRulesTest {

    private static final JavaClasses SERVICE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("com.pickatime.notifications");

    @Test
    void featuresFormNoCycles() {
        slices().matching("com.pickatime.notifications.(*)..")
                .should()
                .beFreeOfCycles()
                .check(SERVICE);
    }

    @Test
    void onlyTheListenerBlocks() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Listener")
                .should()
                .callMethodWhere(reactive("block"))
                .check(SERVICE);
    }

    @Test
    void nobodySubscribes() {
        noClasses().should().callMethodWhere(reactive("subscribe")).check(SERVICE);
    }

    @Test
    void generatedClassesStayAtTheListener() {
        noClasses()
                .that()
                .resideOutsideOfPackage("com.pickatime.notifications.events")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(SpecificRecord.class)
                .check(SERVICE);
    }

    @Test
    void stateIsFinal() {
        fields().should().haveModifier(JavaModifier.FINAL).check(SERVICE);
    }

    private static DescribedPredicate<JavaMethodCall> reactive(String method) {
        return DescribedPredicate.describe(
                "calls " + method + " on a reactive type",
                call -> (call.getName().equals(method)
                                || call.getName().startsWith(method + "First")
                                || call.getName().startsWith(method + "Last")
                                || call.getName().startsWith(method + "Optional"))
                        && call.getTargetOwner().getPackageName().startsWith("reactor.core.publisher"));
    }
}

package com.pickatime.imports.source.csv;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.imports.plan.staging.Staging;
import com.pickatime.imports.plan.staging.result.Plan;
import com.pickatime.imports.source.FetchProgress;
import com.pickatime.imports.source.RosterSource;
import com.pickatime.imports.source.oneroster.ClassLinkRoster;
import com.pickatime.imports.source.oneroster.FakeDistrict;
import com.pickatime.imports.source.oneroster.FakeServer;
import com.pickatime.imports.source.oneroster.PullSettings;
import com.pickatime.imports.source.oneroster.RosterEndpoint;
import com.pickatime.platform.crypto.KeyedHash;
import com.pickatime.platform.crypto.Keysets;
import com.pickatime.platform.ids.BusinessId;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.reactive.function.client.WebClient;

/** A district that goes from REST to files, or back, changes nothing: the same roster gives the same hashes. */
class SameRosterTest {

    private static final KeyedHash HASH = Keysets.generate().keyedHash();

    @TempDir
    Path directory;

    @Test
    void givesTheSameHashesOverRestAndFromFiles() {
        try (var server = new FakeServer(district())) {
            var endpoint = RosterEndpoint.proxy(server.uri(), "id", "token");
            var overRest =
                    plan(new ClassLinkRoster(WebClient.create(), endpoint, PullSettings.DEFAULTS, Clock.systemUTC()));
            var fromFiles = plan(new CsvRoster(zip().write(directory), CsvLimits.DEFAULTS, Clock.systemUTC()));

            assertThat(overRest.changes()).isEqualTo(9);
            assertThat(fromFiles).isEqualTo(overRest);
        }
    }

    private static FakeDistrict district() {
        return new FakeDistrict()
                .with(
                        "orgs",
                        "{'sourcedId':'school','status':'active','name':'School','type':'school','identifier':'',"
                                + "'parent':{'sourcedId':'district'}}")
                .with(
                        "academicSessions",
                        "{'sourcedId':'fall','title':'Fall','type':'term','startDate':'2024-12-30',"
                                + "'endDate':'2025-01-01','schoolYear':'2025','parent':null}")
                .with(
                        "courses",
                        "{'sourcedId':'math','title':'Math','courseCode':'M','schoolYear':{'sourcedId':'year'},"
                                + "'org':{'sourcedId':'school'},'grades':['09']}")
                .with(
                        "classes",
                        "{'sourcedId':'math-1','title':'Math 1','classCode':'','classType':'scheduled',"
                                + "'location':'201','grades':['10','09'],'subjects':['Algebra'],"
                                + "'course':{'sourcedId':'math'},'school':{'sourcedId':'school'},"
                                + "'terms':[{'sourcedId':'fall'}],'periods':[]}")
                .with(
                        "users",
                        student(),
                        FakeDistrict.user("mother", "parent"),
                        FakeDistrict.user("father", "guardian"))
                .with(
                        "enrollments",
                        "{'sourcedId':'e','class':{'sourcedId':'math-1'},'user':{'sourcedId':'student'},"
                                + "'school':{'sourcedId':'school'},'role':'student','primary':'false',"
                                + "'beginDate':'2024-12-30','endDate':''}")
                .with("demographics", "{'sourcedId':'student','birthDate':'2012-12-30','sex':'female'}");
    }

    private static String student() {
        return "{'sourcedId':'student','status':'active','enabledUser':'true','givenName':'José','familyName':'O’Hara',"
                + "'middleName':'','metadata':{'preferredName':'Pepe'},'identifier':'42','username':'jose','role':'student','email':'jose@example.org',"
                + "'agents':[{'sourcedId':'father'},{'sourcedId':'mother'}],'orgs':[{'sourcedId':'school'}],"
                + "'grades':['05','04'],'sms':'','phone':'','password':''}";
    }

    private static Zips zip() {
        return Zips.empty()
                .with(
                        "orgs.csv",
                        "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId",
                        "school,,,School,school,,district")
                .with(
                        "academicSessions.csv",
                        "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear",
                        "fall,,,Fall,term,2024-12-30,2025-01-01,,2025")
                .with(
                        "courses.csv",
                        "sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId",
                        "math,,,year,Math,M,09,school")
                .with(
                        "classes.csv",
                        "sourcedId,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,"
                                + "termSourcedIds,subjects,subjectCodes,periods",
                        "math-1,Math 1,\"09,10\",math,,scheduled,201,school,fall,Algebra,,")
                .with(
                        "users.csv",
                        "sourcedId,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,"
                                + "identifier,email,sms,phone,agentSourcedIds,grades,password,metadata.preferredName",
                        "mother,true,school,parent,,,G,F,,,mother@example.org,,555,,,secret",
                        "student,,school,student,jose,,José,O’Hara,,42,jose@example.org,,,\"mother, father\",\"04,05\",,Pepe",
                        "father,true,school,guardian,,,G,F,,,father@example.org,,,,,")
                .with(
                        "enrollments.csv",
                        "sourcedId,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate",
                        "e,math-1,school,student,student,,2024-12-30,")
                .with("demographics.csv", "sourcedId,birthDate,sex", "student,2012-12-30,female");
    }

    private Plan plan(RosterSource source) {
        try (var staging = Staging.open(directory, HASH, new BusinessId("springfield"))) {
            source.copyInto(staging, FetchProgress.NONE).block(Duration.ofSeconds(30));
            return staging.plan();
        }
    }
}

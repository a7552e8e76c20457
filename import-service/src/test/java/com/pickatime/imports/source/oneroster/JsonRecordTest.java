package com.pickatime.imports.source.oneroster;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.imports.source.reading.RowReader;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class JsonRecordTest {

    private static final RowReader READER =
            new RowReader(Clock.fixed(Instant.parse("2026-11-28T12:00:00Z"), ZoneOffset.UTC));

    @Test
    void readsPlainValuesWithoutTheirBlanks() {
        var json = json("{'a':' x ','b':'  ','c':null,'d':true,'e':12,'f':{'x':1},'g':['x']}");

        assertThat(json.text("a")).isEqualTo("x");
        assertThat(json.text("d")).isEqualTo("true");
        assertThat(json.text("e")).isEqualTo("12");
        assertThat(json("{'a':'\u00a0x\u200b'}").text("a")).isEqualTo("x");
        assertThat(json("{'a':'\u00a0'}").text("a")).isNull();
        assertThat(Stream.of("b", "c", "f", "g", "missing").map(json::text)).containsOnlyNulls();
    }

    @Test
    void readsWhatADistrictAdded() {
        var json = json("{'metadata':{'a':' x ','b':{},'c':null},'b':'y'}");

        assertThat(json.text("metadata.a")).isEqualTo("x");
        assertThat(Stream.of("metadata.b", "metadata.c", "metadata.missing", "metadata.", "a")
                        .map(json::text))
                .containsOnlyNulls();
        assertThat(json("{'metadata':null}").text("metadata.a")).isNull();
        assertThat(json("{'metadata':'x'}").text("metadata.a")).isNull();
    }

    @Test
    void readsSourceIdsByteForByte() {
        assertThat(json("{'sourcedId':' 7_1111 '}").sourceId()).isEqualTo(" 7_1111 ");
        assertThat(json("{'sourcedId':12345}").sourceId()).isEqualTo("12345");
        assertThat(json("{'class':{'sourcedId':' c '}}").reference("class")).isEqualTo(" c ");
        assertThat(json("{'agents':[{'sourcedId':' p '},'q ']}").references("agents"))
                .containsExactly(" p ", "q ");
        assertThat(json("{'orgs':[{'sourcedId':'s '}],'roles':[{'role':'x','org':{'sourcedId':' t'}}]}")
                        .orgs(READER))
                .containsExactly("s ", " t");
        assertThat(json("{'sourcedId':' '}").sourceId()).isNull();
        assertThat(json("{'sourcedId':'\u00a0'}").sourceId()).isNull();
        assertThat(json("{}").sourceId()).isNull();
    }

    @Test
    void readsLists() {
        var json = json("{'grades':['09',10,'',null],'one':'05','terms':[{'sourcedId':'t'},'u',null,{}]}");

        assertThat(json.texts("grades")).containsExactly("09", "10");
        assertThat(json.texts("one")).containsExactly("05");
        assertThat(json.references("terms")).containsExactly("t", "u");
        assertThat(json.references("missing")).isEmpty();
    }

    @Test
    void readsAReferenceForItsSourceId() {
        var json = json("{'course':{'href':'http://elsewhere.invalid/c','sourcedId':'c','type':'course'},'school':'s',"
                + "'parent':{},'org':null}");

        assertThat(json.reference("course")).isEqualTo("c");
        assertThat(json.reference("school")).isEqualTo("s");
        assertThat(json.reference("parent")).isNull();
        assertThat(json.reference("org")).isNull();
    }

    @Test
    void takesWordsForNothingForNoReference() {
        var json = json("{'sourcedId':'NULL','parent':{'sourcedId':'(null)'},'agents':[{'sourcedId':'N/A'},'p']}");

        assertThat(json.sourceId()).isNull();
        assertThat(json.reference("parent")).isNull();
        assertThat(json.references("agents")).containsExactly("p");
    }

    @Test
    void readsRolesOfBothVersions() {
        var one = json("{'role':'student','orgs':[{'sourcedId':'a'}]}");
        var two =
                json("{'roles':[{'role':'teacher','org':{'sourcedId':'a'}},{'role':'parent','org':{'sourcedId':'b'}}],"
                        + "'primaryOrg':{'sourcedId':'c'}}");

        assertThat(one.roles(READER)).containsExactly("student");
        assertThat(one.orgs(READER)).containsExactly("a");
        assertThat(two.roles(READER)).containsExactly("teacher", "parent");
        assertThat(two.orgs(READER)).containsExactly("c", "a", "b");
    }

    @Test
    void countsNoRoleThatIsOver() {
        var user = json("{'roles':[{'role':'teacher','endDate':'2021-06-30','org':'old'},"
                + "{'role':'parent','endDate':'2027-06-30','org':'a'},{'role':'aide','status':'inactive','org':'b'},"
                + "{'role':'proctor','endDate':'','org':'c'}]}");

        assertThat(user.roles(READER)).containsExactly("parent", "proctor");
        assertThat(user.orgs(READER)).containsExactly("a", "c");
    }

    private static JsonRecord json(String json) {
        return new JsonRecord(new JsonMapper().readTree(json.replace('\'', '"')));
    }
}

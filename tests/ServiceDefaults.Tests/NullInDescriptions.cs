using System.Net;
using System.Text.Json.Nodes;
using CrmPlatform.Testing;

namespace CrmPlatform.ServiceDefaults.Tests;

/// <summary>X2: where null may stand the description takes it, as JSON Schema 2020-12 reads it: of what stands in <c>oneOf</c> exactly one fits.</summary>
public sealed class NullInDescriptions
{
    [Fact]
    public async Task Null_fits_where_it_may_stand_and_nowhere_else()
    {
        await using var maker = await ServiceUnderTest.StartAsync(Bench.Maker);
        var document = (await maker.Client(null).GetAsync("/openapi/v1.json")).Expect(HttpStatusCode.OK).Json;
        var schemas = document["components"]!["schemas"]!;
        Assert.Equal(
            [("anything", true), ("coded", true), ("note", true), ("perhaps", true), ("surely", false)],
            schemas["MoodView"]!["properties"]!.AsObject().Select(field => (field.Key, TakesNull(schemas, field.Value!))).Order());
        foreach (var name in new[] { "Mood", "CodedOfMood" }) Assert.Equal(["glad", "out-of-sorts"], schemas[name]!["enum"]!.AsArray().Select(code => (string?)code));
        (await maker.As("mia", "sales").PostAsync("/api/v1/things/moods", new { perhaps = (string?)null, surely = "glad", coded = (string?)null, anything = (string?)null, note = (string?)null })).Expect(HttpStatusCode.OK);
    }

    private static bool TakesNull(JsonNode schemas, JsonNode schema)
    {
        if (schema["$ref"] is { } reference) return TakesNull(schemas, schemas[((string)reference!).Split('/')[^1]]!);
        if (schema["oneOf"] is JsonArray choices) return choices.Count(choice => TakesNull(schemas, choice!)) == 1;
        if (schema["enum"] is JsonArray codes && codes.All(code => code is not null)) return false;
        return schema["type"] switch
        {
            null => true,
            JsonArray types => types.Any(type => (string?)type == "null"),
            var type => (string?)type == "null",
        };
    }
}

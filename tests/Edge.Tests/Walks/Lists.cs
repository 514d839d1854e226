using System.Net;
using System.Text.Json.Nodes;
using CrmPlatform.Edge.Tests.Running;
using CrmPlatform.Edge.Tests.Schemas;

namespace CrmPlatform.Edge.Tests.Walks;

/// <summary>X2: lists are told in one shape; a cursor is the list's own and nobody else's, and cannot be made or changed.</summary>
public sealed class Lists(House house)
{
    [Fact]
    public void Every_list_is_told_in_the_same_shape()
    {
        var answers = house.Operations.SelectMany(operation => Told(operation).Select(shape => (Operation: operation, Shape: shape))).ToList();
        Assert.True(answers.Count > 400, $"only {answers.Count}");
        var bare = answers.Where(answer => answer.Shape.Type != "object").Select(answer => $"{answer.Operation}: {answer.Shape.Type}").ToList();
        Assert.True(bare.Count == 0, $"Answers that are no object:\n{string.Join('\n', bare)}");
        var paged = answers.Where(answer => TakesCursor(answer.Operation)).ToList();
        Assert.True(paged.Count > 60, $"only {paged.Count}");
        var other = paged.Where(list => !list.Shape.Properties.ContainsKey("items") || !list.Shape.Properties.ContainsKey("next")).Select(list => list.Operation.Name).ToList();
        Assert.True(other.Count == 0, $"Pages of another shape:\n{string.Join('\n', other)}");
    }

    [Fact]
    public async Task A_cursor_that_was_touched_or_is_another_lists_is_refused()
    {
        var lists = house.Operations.Where(operation => operation.Method == HttpMethod.Get && TakesCursor(operation)).ToList();
        var foreign = (await house.Admin.GetAsync("/api/v1/customers?limit=1")).Next!;
        var followed = 0;
        await Walk.OverAsync(lists.Where(list => list.Path != "/api/v1/customers"), async list =>
        {
            var path = $"{house.Furniture.PathOf(list)}?limit=1{house.Furniture.RequiredQuery(list)}";
            var page = await house.Admin.GetAsync(path);
            if (page.Status == HttpStatusCode.NotFound) return null;
            if (page.Status != HttpStatusCode.OK) return $"{list}: first {page}";
            if (await ComplaintAsync(path, foreign) is { } another) return $"{list}: other list's cursor: {another}";
            if (page.Next is not { } next) return null;
            Interlocked.Increment(ref followed);
            var second = await house.Admin.GetAsync($"{path}&cursor={next}");
            if (second.Status != HttpStatusCode.OK || second.Text == page.Text) return $"{list}: other page {second}";
            foreach (var touched in new[] { Touched(next, 0), Touched(next, next.Length / 2), Touched(next, next.Length - 2), next[..^4], next + "AAAA", "eyJLZXkiOjF9" })
            {
                if (await ComplaintAsync(path, touched) is { } complaint) return $"{list}: other, touched cursor: {complaint}";
            }
            return null;
        });
        Assert.True(followed > 15, $"only {followed} of {lists.Count}");
    }

    [Fact]
    public async Task A_range_that_runs_backwards_is_a_mistake_everywhere_and_not_an_empty_list()
    {
        var ranges = (from operation in house.Operations
                      from begin in Days(operation).Where(day => day.Name.EndsWith("from", StringComparison.OrdinalIgnoreCase))
                      from end in Days(operation).Where(day => new[] { "to", "until", "before" }.Any(word => day.Name.Equals(begin.Name[..^4] + word, StringComparison.OrdinalIgnoreCase)))
                      select (Operation: operation, Begin: begin, End: end)).ToList();
        Assert.True(ranges.Count > 25, $"only {ranges.Count}");
        string[] some = ["purchases", "care", "visits", "calls", "tasks", "opportunities", "complaints", "insights"];
        Assert.Empty(some.Except(ranges.Select(range => range.Operation.Path.Split('/')[3])));
        await Walk.OverAsync(ranges, async range =>
        {
            var late = (string?)range.Begin.Schema["format"] == "date" ? "2026-03-02" : "2026-03-01T09%3A00%3A01Z";
            var query = $"?{range.Begin.Name}={late}&{range.End.Name}={Operation.Plausible(range.End)}{house.Furniture.RequiredQuery(range.Operation)}";
            var answer = await house.Admin.GetAsync(house.Furniture.PathOf(range.Operation) + query);
            return answer is { Status: HttpStatusCode.BadRequest, Code: "parameter.out-of-range" } && answer["errors"]![range.Begin.Name] is not null ? null : $"{range.Operation}{query}: {answer}";
        });
    }

    private static IEnumerable<Parameter> Days(Operation operation) =>
        operation.Method == HttpMethod.Get ? operation.Parameters.Where(parameter => parameter.In == "query" && (string?)parameter.Schema["format"] is "date" or "date-time") : [];

    private static bool TakesCursor(Operation operation) => operation.Parameters.Any(parameter => parameter is { In: "query", Name: "cursor" });

    /// <summary>What the operation answers with as JSON when all goes well.</summary>
    private IEnumerable<Shape> Told(Operation operation) => operation.Description["responses"]!.AsObject()
        .Where(response => response.Key[0] == '2').Select(response => response.Value!["content"]?["application/json"]?["schema"]).OfType<JsonNode>()
        .Select(schema => Shape.Of(house.Document, schema));

    private async Task<string?> ComplaintAsync(string path, string cursor)
    {
        var answer = await house.Admin.GetAsync($"{path}&cursor={cursor}");
        return answer is { Status: HttpStatusCode.BadRequest, Code: "cursor.invalid" } ? null : answer.ToString();
    }

    private static string Touched(string cursor, int at) => cursor[..at] + (cursor[at] == 'A' ? 'B' : 'A') + cursor[(at + 1)..];
}

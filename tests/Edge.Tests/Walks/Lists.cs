using System.Net;
using CrmPlatform.Edge.Tests.Running;

namespace CrmPlatform.Edge.Tests.Walks;

/// <summary>X2: a cursor is the list's own and nobody else's, and cannot be made or changed.</summary>
public sealed class Lists(House house)
{
    [Fact]
    public async Task A_cursor_that_was_touched_or_is_another_lists_is_refused()
    {
        var lists = house.Operations.Where(operation => operation.Method == HttpMethod.Get && operation.Parameters.Any(parameter => parameter is { In: "query", Name: "cursor" })).ToList();
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

    private async Task<string?> ComplaintAsync(string path, string cursor)
    {
        var answer = await house.Admin.GetAsync($"{path}&cursor={cursor}");
        return answer is { Status: HttpStatusCode.BadRequest, Code: "cursor.invalid" } ? null : answer.ToString();
    }

    private static string Touched(string cursor, int at) => cursor[..at] + (cursor[at] == 'A' ? 'B' : 'A') + cursor[(at + 1)..];
}

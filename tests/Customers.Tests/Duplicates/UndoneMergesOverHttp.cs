using System.Net;
using CrmPlatform.Customers.Data;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Customers.Tests.Duplicates;

/// <summary>C16: of several merges into one file, whichever is undone next: the file says what the others have made of it, and what somebody said since.</summary>
public sealed class UndoneMergesOverHttp(CustomersFixture fixture) : IClassFixture<CustomersFixture>
{
    private readonly string tag = Guid.NewGuid().ToString("N")[..20];

    private ApiClient Admin => fixture.Admin;

    public static TheoryData<int, int, int> Orders => new() { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 }, { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Three_merges_are_undone_in_any_order(int first, int second, int third)
    {
        var (one, two) = (await FieldAsync(), await FieldAsync());
        var files = new[]
        {
            new Said($"A {tag}", Phone(1), $"a-{tag}@example.com", null, ["a", "ab", "ac", "all"], [(one, "1")]),
            new Said($"B {tag}", Phone(1), $"b-{tag}@example.com", $"B{tag}", ["ab", "all", "b", "bc"], [(one, "2"), (two, "2")]),
            new Said($"C {tag}", Phone(3), null, $"C{tag}", ["ac", "all", "bc", "c"], [(one, "1"), (two, "3")]),
        };
        var kept = await fixture.CustomerAsync($"Kept {tag}");
        var merges = new List<Guid>();
        foreach (var file in files) merges.Add(await MergeAsync(kept, await OpenAsync(file)));
        var hold = new List<int> { 0, 1, 2 };
        Assert.Equal(Joined(), await SaidAsync(kept));
        foreach (var next in new[] { first, second, third })
        {
            await fixture.UndoMergeAsync(kept, merges[next]);
            hold.Remove(next);
            Assert.Equal(Joined(), await SaidAsync(kept));
        }

        // What the file says when it was merged with the others alone, one after the other.
        string Joined()
        {
            var held = hold.Select(at => files[at]).ToList();
            return new Said(
                held.LastOrDefault()?.Name ?? $"Kept {tag}", held.Select(file => file.Phone).FirstOrDefault(), held.Select(file => file.Email).FirstOrDefault(email => email is not null),
                held.Select(file => file.TaxId).FirstOrDefault(id => id is not null), [.. held.SelectMany(file => file.Tags).Distinct()],
                [.. held.SelectMany(file => file.Custom).DistinctBy(value => value.Code)]).ToString();
        }
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task What_somebody_took_out_since_does_not_come_back_with_any_undo(int first, int second, int third)
    {
        var code = await FieldAsync();
        var kept = await fixture.CustomerAsync($"Kept {tag}");
        var merges = new List<Guid>();
        for (var at = 0; at < 3; at++) merges.Add(await MergeAsync(kept, await OpenAsync(new Said($"{at} {tag}", Phone(at), null, null, ["vip", $"of{at}"], [(code, $"{at}")]))));
        await WriteAsync(kept, new Said($"Kept {tag}", null, null, null, ["of0", "of1", "of2"], []));
        var left = new List<string> { "of0", "of1", "of2" };
        foreach (var next in new[] { first, second, third })
        {
            await fixture.UndoMergeAsync(kept, merges[next]);
            left.Remove($"of{next}");
            Assert.Equal(new Said($"Kept {tag}", null, null, null, [.. left], []).ToString(), await SaidAsync(kept));
        }
    }

    // What was taken out before the next merge brought it again is that one's alone.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_somebody_took_out_between_two_merges_stays_with_the_later_one(bool firstFirst)
    {
        var kept = await fixture.CustomerAsync($"Kept {tag}");
        var first = await MergeAsync(kept, await OpenAsync(new Said($"A {tag}", Phone(1), null, null, ["vip"], [])));
        await WriteAsync(kept, new Said($"Kept {tag}", null, null, null, [], []));
        var second = await MergeAsync(kept, await OpenAsync(new Said($"B {tag}", Phone(2), null, null, ["vip"], [])));
        var whole = new Said($"B {tag}", Phone(2), null, null, ["vip"], []).ToString();
        Assert.Equal(whole, await SaidAsync(kept));
        await fixture.UndoMergeAsync(kept, firstFirst ? first : second);
        Assert.Equal(firstFirst ? whole : new Said($"Kept {tag}", null, null, null, [], []).ToString(), await SaidAsync(kept));
        await fixture.UndoMergeAsync(kept, firstFirst ? second : first);
        Assert.Equal(new Said($"Kept {tag}", null, null, null, [], []).ToString(), await SaidAsync(kept));
    }

    // C5, C16: the last business is that of the files that are still in it.
    [Theory]
    [MemberData(nameof(Orders))]
    public async Task The_last_business_is_the_latest_of_those_that_stay(int first, int second, int third)
    {
        var kept = await fixture.CustomerAsync($"Kept {tag}");
        await BuyAsync(kept, 1);
        var days = new[] { 9, 5, 3 };
        var merges = new List<Guid>();
        foreach (var day in days)
        {
            var file = await OpenAsync(new Said($"{day} {tag}", Phone(day), null, null, [], []));
            await BuyAsync(file, day);
            merges.Add(await MergeAsync(kept, file));
        }
        List<int> hold = [1, .. days];
        await LastIsAsync(9);
        foreach (var next in new[] { first, second, third })
        {
            await fixture.UndoMergeAsync(kept, merges[next]);
            hold.Remove(days[next]);
            await LastIsAsync(hold.Max());
        }

        Task LastIsAsync(int day) => Eventually.BecomesAsync(() => LastBusinessAsync(kept.Id), last => last == new DateTimeOffset(2026, 3, day, 10, 0, 0, TimeSpan.Zero), $"{day} March to be the last business");
    }

    // C16: what a merge has joined is written back as it was read; more is still too many.
    [Fact]
    public async Task A_file_keeps_as_many_tags_as_a_merge_has_given_it()
    {
        string[] Tags(string beginning) => [.. Enumerable.Range(0, 40).Select(at => $"{beginning}{at}")];
        var kept = await OpenAsync(new Said($"Kept {tag}", null, null, null, Tags("a"), []));
        await MergeAsync(kept, await OpenAsync(new Said($"B {tag}", Phone(1), null, null, Tags("b"), [])));
        var both = Tags("a").Concat(Tags("b")).ToList();
        await WriteAsync(kept, new Said($"Kept {tag}", null, null, null, both, []));
        var more = (await Admin.PatchAsync(kept.Location!, new { tags = both.Append("one more") }, "*")).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("tag.too-many", (string?)more["code"]);
        Assert.NotNull(more["errors"]!["tags"]);
        await WriteAsync(kept, new Said($"Kept {tag}", null, null, null, both[..79], []));
        (await Admin.PatchAsync(kept.Location!, new { tags = both }, "*")).Expect(HttpStatusCode.BadRequest);
    }

    private async Task BuyAsync(Answer customer, int day) => (await Admin.PostAsync("/api/v1/purchases", new
    {
        customerId = customer.Id, orderNumber = $"{Guid.NewGuid():N}", orderedAt = $"2026-03-{day:00}T10:00:00Z", currency = "CNY", lines = new[] { new { product = "P1", quantity = 1, amount = 10 } },
    })).Expect(HttpStatusCode.Created);

    private Task<DateTimeOffset?> LastBusinessAsync(Guid customer) => fixture.Service.InScopeAsync(scope =>
        scope.GetRequiredService<CustomersDb>().AllCustomers.Where(c => c.Id == customer).Select(c => c.LastBusinessAt).SingleAsync());

    private static string Phone(int at) => $"+49301234567{at}";

    private async Task<string> FieldAsync()
    {
        var code = $"f-{Guid.NewGuid():N}"[..20];
        (await Admin.PutAsync($"/api/v1/custom-fields/{code}", new { name = code, type = "text" }, "*")).Expect(HttpStatusCode.Created);
        return code;
    }

    private Task<Answer> OpenAsync(Said file) => fixture.CustomerAsync(file.Name, new
    {
        phone = file.Phone, email = file.Email, taxId = file.TaxId, tags = file.Tags, custom = file.Custom.ToDictionary(value => value.Code, value => value.Value), allowDuplicate = true,
    });

    private async Task WriteAsync(Answer customer, Said file) => (await Admin.PutAsync(customer.Location!, new
    {
        kind = "organisation", role = "demander", channel = "end-customer", name = file.Name, phone = file.Phone, tags = file.Tags, custom = file.Custom.ToDictionary(value => value.Code, value => value.Value),
    }, "*")).Expect(HttpStatusCode.OK);

    private Task<Guid> MergeAsync(Answer kept, Answer gone) => fixture.MergeAsync(kept, gone, "name");

    private async Task<string> SaidAsync(Answer customer)
    {
        var now = (await Admin.GetAsync(customer.Location!)).Expect(HttpStatusCode.OK);
        return new Said(
            (string)now["name"]!, (string?)now["phone"], (string?)now["email"], (string?)now["taxId"], [.. now["tags"]!.AsArray().Select(one => (string)one!)],
            [.. now["custom"]?.AsObject().Select(value => (value.Key, (string)value.Value!)) ?? []]).ToString();
    }

    private sealed record Said(string Name, string? Phone, string? Email, string? TaxId, IReadOnlyList<string> Tags, IReadOnlyList<(string Code, string Value)> Custom)
    {
        public override string ToString() => string.Join(" | ", Name, Phone, Email, TaxId, string.Join(' ', Tags.Order()), string.Join(' ', Custom.OrderBy(value => value.Code, StringComparer.Ordinal).Select(value => $"{value.Code}={value.Value}")));
    }
}

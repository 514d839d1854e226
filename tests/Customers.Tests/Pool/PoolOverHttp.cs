using System.Net;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Features.Pool;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Customers.Tests.Pool;

public sealed class PoolOverHttp(OwnTimeFixture fixture) : IClassFixture<OwnTimeFixture>
{
    private static readonly TimeSpan ClassC = TimeSpan.FromDays(30 + 30);

    private ApiClient Admin => fixture.Admin;

    [Fact]
    public async Task Of_fifty_claims_of_one_customer_at_once_one_wins()
    {
        var customer = await InPoolAsync();
        var people = Enumerable.Range(0, 50).Select(i => fixture.As($"claimer-{Guid.NewGuid():N}", "sales", "south")).ToList();
        var answers = await Task.WhenAll(people.Select(person => person.ActAsync($"/api/v1/pool/{customer.Id}/claim", null, "*")));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.OK), answer => Assert.Equal("pool.not-in-pool", answer.Expect(HttpStatusCode.Conflict).Code));
        var owner = (string?)(await Admin.GetAsync(customer.Location!))["ownerId"];
        Assert.StartsWith("claimer-", owner);
        var transfer = Assert.Single((await fixture.PublishedAsync<CustomerTransferred>()), told => told.CustomerId == customer.Id && told.ToOwner is not null);
        Assert.Equal(owner, transfer.ToOwner);
        foreach (var person in people) person.Dispose();
    }

    [Fact]
    public async Task Nobody_claims_more_than_ten_customers_on_one_day_and_the_next_day_counts_anew()
    {
        var greedy = fixture.As($"greedy-{Guid.NewGuid():N}", "sales", "south");
        var customers = new List<Answer>();
        for (var i = 0; i < 13; i++) customers.Add(await InPoolAsync());
        var answers = await Task.WhenAll(customers.Take(12).Select(customer => greedy.ActAsync($"/api/v1/pool/{customer.Id}/claim", null, "*")));
        Assert.Equal(10, answers.Count(answer => answer.Status == HttpStatusCode.OK));
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.OK), answer => Assert.Equal("pool.daily-cap", answer.Expect(HttpStatusCode.Conflict).Code));
        var allowance = (await greedy.GetAsync("/api/v1/pool/allowance")).Expect(HttpStatusCode.OK);
        Assert.Equal((10, 10, 0), ((int)allowance["cap"]!, (int)allowance["used"]!, (int)allowance["left"]!));
        fixture.Leap(TimeSpan.FromDays(1));
        (await greedy.ActAsync($"/api/v1/pool/{customers[12].Id}/claim", null, "*")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_customer_left_alone_for_its_cadence_and_thirty_days_falls_into_the_pool_and_a_key_customer_never()
    {
        var ordinary = await fixture.CustomerAsync(more: new { grade = "ordinary", ownerId = "nora" });
        var key = await fixture.CustomerAsync(more: new { grade = "important", ownerId = "nora" });
        var called = await fixture.CustomerAsync(more: new { grade = "ordinary", ownerId = "nora" });
        fixture.Leap(ClassC - TimeSpan.FromDays(1));
        fixture.Neighbours.Publish(new CallLogged(Guid.NewGuid(), called.Id, "nora", "north", "outbound", "sales", true, fixture.Time!.GetUtcNow(), 5, null));
        await fixture.EventuallyAsync($"{called.Location}/axes", answer => answer.Text.Contains("\"target\"", StringComparison.Ordinal), "the call");
        Assert.Null(await FallenAsync(ordinary, key, called));
        fixture.Leap(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(6));
        Assert.Equal([ordinary.Id], await FallenAsync(ordinary, key, called));
        var fallen = (await Admin.GetAsync(ordinary.Location!)).Expect(HttpStatusCode.OK);
        Assert.Null(fallen["ownerId"]);
        Assert.Equal("nora", (string?)(await Admin.GetAsync(key.Location!))["ownerId"]);
        Assert.Single(await fixture.PublishedAsync<CustomerTransferred>(), told => told.CustomerId == ordinary.Id && told is { FromOwner: "nora", ToOwner: null });

        // Another team's people see it in the pool, though not among the customers of their own.
        var otto = fixture.As("otto", "sales", "south");
        (await otto.GetAsync(ordinary.Location!)).Expect(HttpStatusCode.NotFound);
        (await otto.ActAsync($"/api/v1/pool/{ordinary.Id}/claim", null, fallen.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal("south", (string?)(await otto.GetAsync(ordinary.Location!)).Expect(HttpStatusCode.OK)["team"]);
    }

    // C6: whoever gives a customer to themselves has not looked after it; another owner gets a whole cadence for it.
    [Fact]
    public async Task A_customer_that_is_given_to_whoever_has_it_falls_into_the_pool_as_if_nothing_had_been_done()
    {
        var kept = await fixture.CustomerAsync(more: new { grade = "ordinary", ownerId = "nora" });
        var given = await fixture.CustomerAsync(more: new { grade = "ordinary", ownerId = "nora" });
        fixture.Leap(ClassC - TimeSpan.FromDays(1));
        var nora = fixture.As("nora", "sales", "north");
        foreach (var body in new object[] { new { ownerId = "nora" }, new { ownerId = "nora", team = " north ", reason = "Mine" } })
            Assert.Equal(kept.ETag, (await nora.ActAsync($"{kept.Location}/transfer", body, kept.ETag)).Expect(HttpStatusCode.OK).ETag);
        (await nora.ActAsync($"{given.Location}/transfer", new { ownerId = (string?)null }, given.ETag)).Expect(HttpStatusCode.OK);
        fixture.Leap(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(6));
        Assert.Equal([kept.Id], await FallenAsync(kept, given));
        Assert.Equal([null], (await fixture.PublishedAsync<CustomerTransferred>()).Where(told => told.CustomerId == kept.Id).Select(told => told.ToOwner));

        // Out of the pool to the team that has it: a transfer, though the names stay.
        (await Admin.ActAsync($"{kept.Location}/transfer", new { }, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal(2, (await fixture.PublishedAsync<CustomerTransferred>()).Count(told => told.CustomerId == kept.Id));
        Assert.False((bool)(await Admin.GetAsync(kept.Location!))["inPool"]!);
    }

    // C6, C9: of a relationship that has ended nobody is reminded (E6), and so it is not lost to whoever had it either.
    [Fact]
    public async Task A_relationship_that_has_ended_does_not_fall_into_the_pool_and_has_its_whole_cadence_when_it_is_reopened()
    {
        var customer = await fixture.CustomerAsync(more: new { grade = "ordinary", ownerId = "nora" });
        var before = await fixture.CustomerAsync(more: new { grade = "ordinary", ownerId = "nora" });
        foreach (var one in new[] { customer, before }) (await Admin.ActAsync($"{one.Location}/stage/end", new { reason = "Closed its doors" }, one.ETag)).Expect(HttpStatusCode.OK);
        // As an earlier release left it.
        await fixture.Service.InScopeAsync(scope => scope.GetRequiredService<CustomersDb>().AllCustomers.Where(c => c.Id == before.Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.PoolWatch, Domain.PoolWatch.ClassC)));
        fixture.Leap(ClassC + TimeSpan.FromMinutes(6));
        Assert.Null(await FallenAsync(customer, before));
        Assert.Equal("nora", (string?)(await Admin.GetAsync(before.Location!))["ownerId"]);
        (await Admin.ActAsync($"{customer.Location}/stage/reopen", new { }, "*")).Expect(HttpStatusCode.OK);
        fixture.Leap(ClassC - TimeSpan.FromMinutes(6));
        Assert.Null(await FallenAsync(customer, before));
        fixture.Leap(TimeSpan.FromMinutes(12));
        Assert.Equal([customer.Id], await FallenAsync(customer, before));

        // Whoever has one that has ended may still give it back.
        (await Admin.ActAsync($"/api/v1/pool/{before.Id}/release", null, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal("pool.in-pool", (await Admin.ActAsync($"/api/v1/pool/{before.Id}/release", null, "*")).Expect(HttpStatusCode.Conflict).Code);
    }

    // C6, E6: whom only a machine has dealt with, and whoever did not come to our party, was left alone; a call that nobody answered was somebody's.
    [Fact]
    public async Task What_a_machine_did_and_an_event_that_nobody_came_to_keep_no_customer_from_the_pool()
    {
        var seen = await fixture.CustomerAsync(more: new { grade = "ordinary", ownerId = "nora" });
        var tried = await fixture.CustomerAsync(more: new { grade = "ordinary", ownerId = "nora" });
        var visited = await fixture.CustomerAsync(more: new { grade = "ordinary", ownerId = "nora" });
        fixture.Leap(ClassC - TimeSpan.FromDays(1));
        var now = fixture.Time!.GetUtcNow();
        VisitChanged Visit(Answer customer, bool? contact) => new(Guid.NewGuid(), 1, customer.Id, "nora", "north", "done", "sales", now, now, now, null, 10, Contact: contact);
        ActivityRecorded Other(string kind) => new(Guid.NewGuid(), seen.Id, "nora", "north", kind, "inbound", "information", now, 10, null, Contact: false);
        foreach (var told in new object[] { Other("web"), Other("event"), Visit(seen, false), new CallLogged(Guid.NewGuid(), seen.Id, "bot", "north", "outbound", "survey", true, now, 1, null, Contact: false), new CallLogged(Guid.NewGuid(), seen.Id, "bot", "north", "outbound", "survey", false, now, 1, null, Contact: false) })
            fixture.Neighbours.Publish(told);
        fixture.Neighbours.Publish(new CallLogged(Guid.NewGuid(), tried.Id, "nora", "north", "outbound", "sales", false, now, 1, null));
        // What an earlier release told does not say it.
        fixture.Neighbours.Publish(Visit(visited, null));
        await fixture.EventuallyAsync($"{visited.Location}/axes", answer => answer.Text.Contains("\"target\"", StringComparison.Ordinal), "the visit");
        await Eventually.IsTrueAsync(() => fixture.Service.InScopeAsync(async scope => await scope.GetRequiredService<CustomersDb>().ActivityMarks.CountAsync(mark => mark.CustomerId == seen.Id || mark.CustomerId == tried.Id) == 6), "the rest to have come");
        fixture.Leap(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(6));
        Assert.Equal([seen.Id], await FallenAsync(seen, tried, visited));
    }

    // C6, E6: the cadence depends on class, stage and phase.
    [Fact]
    public async Task A_customer_on_a_longer_cadence_falls_into_the_pool_after_that_one_and_thirty_days()
    {
        var longer = await fixture.CustomerAsync(more: new { grade = "ordinary", ownerId = "nora" });
        var usual = await fixture.CustomerAsync(more: new { grade = "ordinary", ownerId = "nora" });
        // Of deals that an earlier release told of nobody knows the phase: the longest of the three counts.
        var untold = await fixture.CustomerAsync(more: new { grade = "ordinary", ownerId = "nora" });
        var (now, deal, other) = (fixture.Time!.GetUtcNow(), Guid.NewGuid(), Guid.NewGuid());
        CadencesChanged Cadences(long version, int days) => new(version, [new("C", "stranger", "after-sale", days), new("C", "stranger", "of-a-later-release", 1)]);
        // Out of order on purpose: the newer plan and the later step win.
        fixture.Neighbours.Publish(Cadences(2, 100));
        fixture.Neighbours.Publish(Cadences(1, 1));
        fixture.Neighbours.Publish(Step(longer, deal, 3, null, now, "won"));
        fixture.Neighbours.Publish(Step(longer, deal, 2, "after-sale", now, "won"));
        fixture.Neighbours.Publish(Step(longer, other, 1, "in-sale", now.AddDays(-1), "lost"));
        fixture.Neighbours.Publish(Step(untold, Guid.NewGuid(), 1, null, now));
        fixture.Neighbours.Publish(Step(usual, Guid.NewGuid(), 1, "in-sale", now));
        await Eventually.IsTrueAsync(() => fixture.Service.InScopeAsync(async scope => await scope.GetRequiredService<CustomersDb>().OpportunityMarks.CountAsync(mark => mark.CustomerId == usual.Id || mark.CustomerId == untold.Id) == 2), "the steps to have come");
        fixture.Leap(ClassC + TimeSpan.FromMinutes(6));
        Assert.Equal([usual.Id], await FallenAsync(longer, untold, usual));
        fixture.Leap(TimeSpan.FromDays(100 - 30));
        Assert.Equal([usual.Id, longer.Id, untold.Id], (await FallenAsync(longer, untold, usual))!.OrderBy(id => id != usual.Id).ThenBy(id => id != longer.Id));
    }

    private static OpportunityChanged Step(Answer customer, Guid deal, long version, string? phase, DateTimeOffset at, string state = "open") => new(
        deal, version, customer.Id, "nora", "north", "default", "proposal", state, "A deal", 100, "CNY", 100, 50, null, null, [new("proposal", at)], at, null, CustomerPhase: phase);

    [Fact]
    public async Task Imported_history_makes_nobody_fall_into_the_pool()
    {
        var external = $"OLD-{Guid.NewGuid():N}";
        var csv = $"name,role,channel,externalId,createdAt,grade\nOld {external},demander,end-customer,{external},2019-01-01T00:00:00Z,ordinary\n";
        using var form = new MultipartFormDataContent { { new StringContent("customers"), "kind" }, { new StringContent(csv), "file", "old.csv" } };
        var queued = (await Admin.PostAsync("/api/v1/imports", form)).Expect(HttpStatusCode.Accepted);
        await fixture.EventuallyAsync(queued.Location!, job => (string?)job["state"] == "succeeded", "the import");
        var imported = (await Admin.GetAsync($"/api/v1/customers?externalId={external}")).Items[0];
        fixture.Neighbours.Publish(new CallLogged(Guid.NewGuid(), Guid.Parse((string)imported["id"]!), "nora", "north", "outbound", "sales", true, new(2019, 2, 1, 0, 0, 0, TimeSpan.Zero), 5, null, Imported: true));
        fixture.Leap(TimeSpan.FromMinutes(6));
        await PiecesAsync();
        Assert.Empty((await Admin.GetAsync($"/api/v1/customers?externalId={external}&inPool=true")).Expect(HttpStatusCode.OK).Items);
    }

    [Fact]
    public async Task Two_replicas_that_look_at_the_same_time_let_a_customer_fall_once()
    {
        var customers = new List<Answer>();
        for (var i = 0; i < 20; i++) customers.Add(await fixture.CustomerAsync(more: new { grade = "ordinary" }));
        await fixture.Service.InScopeAsync(async scope =>
        {
            var db = scope.GetRequiredService<CustomersDb>();
            var ids = customers.Select(customer => customer.Id).ToArray();
            await db.AllCustomers.Where(c => ids.Contains(c.Id)).ExecuteUpdateAsync(set => set.SetProperty(c => c.QuietSince, fixture.Time!.GetUtcNow() - ClassC - TimeSpan.FromHours(1)));
            return true;
        });
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PiecesAsync()));
        var fallen = (await fixture.PublishedAsync<CustomerTransferred>()).Where(told => customers.Any(customer => customer.Id == told.CustomerId)).ToList();
        Assert.Equal(20, fallen.Count);
        Assert.Equal(20, fallen.Select(told => told.CustomerId).Distinct().Count());
    }

    [Fact]
    public async Task A_key_customer_is_not_given_back_to_the_pool()
    {
        var key = await fixture.CustomerAsync(more: new { grade = "strategic", ownerId = "nora" });
        Assert.Equal("pool.key-customer", (await Admin.ActAsync($"/api/v1/pool/{key.Id}/release", null, key.ETag)).Expect(HttpStatusCode.Conflict).Code);
        var ordinary = await InPoolAsync();
        Assert.Equal("pool.in-pool", (await Admin.ActAsync($"/api/v1/pool/{ordinary.Id}/release", null, "*")).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal("if-match.required", (await Admin.ActAsync($"/api/v1/pool/{ordinary.Id}/claim", null, null)).Expect(HttpStatusCode.PreconditionRequired).Code);
        Assert.Contains((await Admin.GetAsync("/api/v1/pool?limit=200")).Items, item => (string?)item["id"] == $"{ordinary.Id}");
    }

    // C6: what its last owner left undone finds its way to the next one.
    [Fact]
    public async Task Whoever_gets_what_nobody_had_is_told_with_whose_it_was_last()
    {
        var otto = fixture.As("otto", "sales", "south");
        var (claimed, transferred, merged, never) = (await fixture.CustomerAsync(more: new { grade = "ordinary", ownerId = "nora" }), await fixture.CustomerAsync(more: new { grade = "ordinary", ownerId = "nora" }),
            await fixture.CustomerAsync(more: new { grade = "ordinary", ownerId = "nora" }), await fixture.CustomerAsync(more: new { grade = "ordinary" }));
        async Task ReleaseAsync(Answer customer) => (await Admin.ActAsync($"/api/v1/pool/{customer.Id}/release", null, "*")).Expect(HttpStatusCode.OK);
        async Task ClaimAsync(Answer customer) => (await otto.ActAsync($"/api/v1/pool/{customer.Id}/claim", null, "*")).Expect(HttpStatusCode.OK);
        async Task TransferAsync(Answer customer, object to) => (await Admin.ActAsync($"{customer.Location}/transfer", to, "*")).Expect(HttpStatusCode.OK);
        await ReleaseAsync(claimed);
        (await Admin.PatchAsync(claimed.Location!, new { name = "Says \"ownerId\"" }, "*")).Expect(HttpStatusCode.OK);
        await ClaimAsync(claimed);
        await ReleaseAsync(claimed);
        await TransferAsync(claimed, new { ownerId = "nora" });
        await TransferAsync(transferred, new { team = "east" });
        await TransferAsync(transferred, new { team = "west" });
        await TransferAsync(transferred, new { ownerId = "nora" });
        await TransferAsync(merged, new { team = "east" });
        // What the other file's history tells is not this one's.
        var brings = await fixture.CustomerAsync(more: new { grade = "ordinary", ownerId = "nora", team = "east" });
        await ReleaseAsync(brings);
        await ClaimAsync(brings);
        (await Admin.ActAsync($"{merged.Location}/merge", new { duplicateId = brings.Id, take = new[] { "owner" } }, "*")).Expect(HttpStatusCode.OK);
        await TransferAsync(never, new { ownerId = "nora" });
        var told = (await fixture.PublishedAsync<CustomerTransferred>()).Where(told => told.FromOwner is null && told.ToOwner is not null).ToLookup(told => told.CustomerId, told => (told.LastOwner, told.ToOwner));
        Assert.Equal([("nora", "otto"), ("otto", "nora")], told[claimed.Id]);
        Assert.Equal([("nora", "nora")], told[transferred.Id]);
        Assert.Equal([("nora", "otto")], told[merged.Id]);
        Assert.Equal([(null, "nora")], told[never.Id]);
        Assert.All((await fixture.PublishedAsync<CustomerTransferred>()).Where(told => told.FromOwner is not null || told.ToOwner is null), told => Assert.Null(told.LastOwner));
    }

    private async Task<Answer> InPoolAsync()
    {
        var customer = await fixture.CustomerAsync(more: new { grade = "ordinary" });
        (await Admin.ActAsync($"/api/v1/pool/{customer.Id}/release", null, customer.ETag)).Expect(HttpStatusCode.OK);
        return customer;
    }

    private async Task<IReadOnlyList<Guid>?> FallenAsync(params Answer[] customers)
    {
        await PiecesAsync();
        var told = (await fixture.PublishedAsync<CustomerChanged>()).Where(change => change.InPool && customers.Any(customer => customer.Id == change.CustomerId)).Select(change => change.CustomerId).Distinct().ToList();
        return told.Count == 0 ? null : told;
    }

    /// <summary>What the loop does at its next look, without waiting for it.</summary>
    private async Task PiecesAsync()
    {
        while (await fixture.Service.InScopeAsync(async scope =>
        {
            try
            {
                return await scope.GetRequiredService<PoolFallback>().PieceAsync(CancellationToken.None);
            }
            catch (DbUpdateConcurrencyException)
            {
                return 1;
            }
        }) > 0)
        {
        }
    }
}

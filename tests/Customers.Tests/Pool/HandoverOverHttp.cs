using System.Net;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Features.Handovers;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Jobs;
using CrmPlatform.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Customers.Tests.Pool;

public sealed class HandoverOverHttp(CustomersFixture fixture) : IClassFixture<CustomersFixture>
{
    private ApiClient Admin => fixture.Admin;

    [Fact]
    public async Task Leaving_staff_hand_over_all_they_have_in_turn_and_key_customers_keep_a_named_owner()
    {
        await fixture.StaffAsync("heir-1", "north");
        await fixture.StaffAsync("heir-2", "south");
        await fixture.StaffAsync("leaver", "north");
        for (var i = 0; i < 5; i++) await fixture.CustomerAsync(more: new { grade = "ordinary", ownerId = "leaver", team = "north" });
        await fixture.CustomerAsync(more: new { grade = "strategic", ownerId = "leaver", team = "north" });

        var queued = (await Admin.PostAsync("/api/v1/staff/leaver/handover", new { reason = "Leaves in June", toOwners = new[] { "heir-1", "heir-2" } })).Expect(HttpStatusCode.Accepted);
        var job = await fixture.EventuallyAsync(queued.Location!, answer => (string?)answer["state"] == "succeeded", "the handover");
        Assert.Equal((6, 0), ((int)job["accepted"]!, (int)job["rejected"]!));
        Assert.Empty((await Admin.GetAsync("/api/v1/customers?ownerId=leaver")).Items);
        Assert.Equal(3, (await Admin.GetAsync("/api/v1/customers?ownerId=heir-1")).Items.Count);
        var second = (await Admin.GetAsync("/api/v1/customers?ownerId=heir-2")).Items;
        Assert.Equal(3, second.Count);
        Assert.All(second, customer => Assert.Equal("south", (string?)customer["team"]));
    }

    [Fact]
    public async Task Without_a_new_owner_ordinary_customers_go_to_the_team_and_a_key_customer_is_named_as_refused()
    {
        await fixture.StaffAsync("goer", "north");
        await fixture.CustomerAsync(more: new { grade = "ordinary", ownerId = "goer", team = "north" });
        var key = await fixture.CustomerAsync(more: new { grade = "important", ownerId = "goer", team = "north" });
        var queued = (await Admin.PostAsync("/api/v1/staff/goer/handover", new { reason = "Left", team = "east" })).Expect(HttpStatusCode.Accepted);
        var job = await fixture.EventuallyAsync(queued.Location!, answer => (string?)answer["state"] == "succeeded", "the handover");
        Assert.Equal((1, 1), ((int)job["accepted"]!, (int)job["rejected"]!));
        var refused = Assert.Single((await Admin.GetAsync($"{queued.Location}/refused")).Items);
        Assert.Equal(($"{key.Id}", "ownership.manager-missing"), ((string?)refused["customerId"], (string?)refused["code"]));
    }

    [Fact]
    public async Task Whoever_names_customers_is_told_which_are_not_the_persons()
    {
        foreach (var subject in new[] { "namer", "taker" }) await fixture.StaffAsync(subject, "north");
        var (own, others, nobody) = (await fixture.CustomerAsync(more: new { ownerId = "namer", team = "north" }), await fixture.CustomerAsync(more: new { ownerId = "nora" }), Guid.NewGuid());
        foreach (var (named, handed) in new[] { (new[] { own.Id, others.Id, nobody, nobody }, 1), (new[] { own.Id, others.Id, nobody }, 0) })
        {
            var queued = (await Admin.PostAsync("/api/v1/staff/namer/handover", new { reason = "Leaves", toOwners = new[] { "taker" }, customerIds = named })).Expect(HttpStatusCode.Accepted);
            var job = await fixture.EventuallyAsync(queued.Location!, answer => (string?)answer["state"] == "succeeded", "the handover");
            Assert.Equal((handed, 3 - handed), ((int)job["accepted"]!, (int)job["rejected"]!));
            var refused = (await Admin.GetAsync($"{queued.Location}/refused")).Items;
            Assert.All(refused, one => Assert.Equal("handover.not-theirs", (string?)one["code"]));
            Assert.Equal(named.Distinct().Skip(handed), refused.Select(one => Guid.Parse((string)one["customerId"]!)));
        }
        Assert.Equal("nora", (string?)(await Admin.GetAsync(others.Location!))["ownerId"]);
    }

    // C16
    [Fact]
    public async Task Whoever_names_a_merged_file_hands_its_survivor_over_once()
    {
        foreach (var subject in new[] { "merger", "follower" }) await fixture.StaffAsync(subject, "north");
        var (kept, gone) = (await fixture.CustomerAsync(more: new { ownerId = "merger", team = "north" }), await fixture.CustomerAsync(more: new { ownerId = "merger", team = "north" }));
        (await Admin.ActAsync($"{kept.Location}/merge", new { duplicateId = gone.Id }, "*")).Expect(HttpStatusCode.OK);
        var queued = (await Admin.PostAsync("/api/v1/staff/merger/handover", new { reason = "Leaves", toOwners = new[] { "follower" }, customerIds = new[] { gone.Id, kept.Id } })).Expect(HttpStatusCode.Accepted);
        var job = await fixture.EventuallyAsync(queued.Location!, answer => (string?)answer["state"] == "succeeded", "the handover");
        Assert.Equal((1, 0), ((int)job["accepted"]!, (int)job["rejected"]!));
        Assert.Equal("follower", (string?)(await Admin.GetAsync(kept.Location!))["ownerId"]);
    }

    // C16: the merge comes while the job waits for its turn.
    [Fact]
    public async Task A_file_that_was_merged_since_the_handover_was_asked_for_is_handed_over_with_its_survivor()
    {
        foreach (var subject in new[] { "waiter", "next" }) await fixture.StaffAsync(subject, "north");
        var (kept, gone) = (await fixture.CustomerAsync(more: new { ownerId = "waiter", team = "north" }), await fixture.CustomerAsync(more: new { ownerId = "waiter", team = "north" }));
        (await Admin.ActAsync($"{kept.Location}/merge", new { duplicateId = gone.Id }, "*")).Expect(HttpStatusCode.OK);
        var id = await fixture.Service.InScopeAsync(async scope =>
        {
            var db = scope.GetRequiredService<CustomersDb>();
            var job = db.QueueJob(HandOver.JobKind, new HandoverOrder("waiter", [new NewOwner("next", "north")], null, "Leaves", [gone.Id], 1),
                Caller.ForJob("ada", "ada", null, RowScope.All), TimeProvider.System, scope.GetRequiredService<JobSignal>());
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
            return job.Id;
        });
        var done = await fixture.EventuallyAsync($"/api/v1/staff/handovers/{id}", answer => (string?)answer["state"] == "succeeded", "the handover");
        Assert.Equal((1, 0), ((int)done["accepted"]!, (int)done["rejected"]!));
        Assert.Equal("next", (string?)(await Admin.GetAsync(kept.Location!))["ownerId"]);
    }

    // C16: a client finds in its own list which ones stayed.
    [Fact]
    public async Task A_merged_file_that_is_not_handed_over_is_told_by_the_id_it_was_named_by()
    {
        await fixture.StaffAsync("stayer", "north");
        var (key, gone) = (await fixture.CustomerAsync(more: new { grade = "important", ownerId = "stayer", team = "north" }), await fixture.CustomerAsync(more: new { ownerId = "stayer", team = "north" }));
        var (others, theirs) = (await fixture.CustomerAsync(more: new { ownerId = "nora" }), await fixture.CustomerAsync(more: new { ownerId = "nora" }));
        foreach (var (into, file) in new[] { (key, gone), (others, theirs) }) (await Admin.ActAsync($"{into.Location}/merge", new { duplicateId = file.Id }, "*")).Expect(HttpStatusCode.OK);
        var queued = (await Admin.PostAsync("/api/v1/staff/stayer/handover", new { reason = "Leaves", customerIds = new[] { gone.Id, key.Id, theirs.Id } })).Expect(HttpStatusCode.Accepted);
        var job = await fixture.EventuallyAsync(queued.Location!, answer => (string?)answer["state"] == "succeeded", "the handover");
        Assert.Equal((0, 3), ((int)job["accepted"]!, (int)job["rejected"]!));
        Assert.Equal([(theirs.Id, "handover.not-theirs"), (gone.Id, "ownership.manager-missing"), (key.Id, "ownership.manager-missing")],
            (await Admin.GetAsync($"{queued.Location}/refused")).Items.Select(one => ((Guid)one["customerId"]!, (string)one["code"]!)));
    }

    [Fact]
    public async Task A_handover_goes_to_active_staff_only_and_asks_for_a_right()
    {
        var unknown = (await Admin.PostAsync("/api/v1/staff/goer/handover", new { reason = "x", toOwners = new[] { "nobody" } })).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("ownership.owner-unknown", unknown.Code);
        (await Admin.PostAsync("/api/v1/staff/goer/handover", new { })).Expect(HttpStatusCode.BadRequest);
        (await fixture.Service.As("gus", "agent").PostAsync("/api/v1/staff/goer/handover", new { reason = "x" })).Expect(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Ten_thousand_customers_are_handed_over_by_one_job()
    {
        await fixture.StaffAsync("successor", "north");
        await fixture.StaffAsync("veteran", "north");
        var csv = new System.Text.StringBuilder("name,role,channel,externalId,grade,ownerId,team\n");
        for (var i = 0; i < 10_000; i++) csv.Append(System.Globalization.CultureInfo.InvariantCulture, $"Handed {i},demander,end-customer,H{i},ordinary,veteran,north\n");
        using var form = new MultipartFormDataContent { { new StringContent("customers"), "kind" }, { new StringContent(csv.ToString()), "file", "many.csv" } };
        var import = (await Admin.PostAsync("/api/v1/imports", form)).Expect(HttpStatusCode.Accepted);
        await fixture.EventuallyAsync(import.Location!, job => (string?)job["state"] == "succeeded", "the import", TimeSpan.FromMinutes(5));

        var queued = (await Admin.PostAsync("/api/v1/staff/veteran/handover", new { reason = "Retires", toOwners = new[] { "successor" } })).Expect(HttpStatusCode.Accepted);
        var job = await fixture.EventuallyAsync(queued.Location!, answer => (string?)answer["state"] == "succeeded", "the handover", TimeSpan.FromMinutes(5));
        Assert.Equal(10_000, (int)job["accepted"]!);
        Assert.Empty((await Admin.GetAsync("/api/v1/customers?ownerId=veteran")).Items);
    }
}

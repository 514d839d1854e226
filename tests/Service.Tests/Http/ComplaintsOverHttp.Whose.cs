using System.Net;
using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.Service.Domain.Numbers;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Tests.Http;

/// <summary>S1, S9, C20: whose a complaint is.</summary>
public sealed partial class ComplaintsOverHttp
{
    // S1, S6: whoever was nobody we know when they called may be found out to be a customer.
    [Fact]
    public async Task Whose_a_complaint_is_may_be_said_later_and_then_stays()
    {
        var opened = (await Admin.PostAsync("/api/v1/complaints", new { channel = "hotline", category = "quality", summary = "Torn", reporter = new { name = "王" } })).Expect(HttpStatusCode.Created);
        Assert.Equal("remedy.no-customer", (await Admin.PostAsync($"{opened.Location}/remedies", new { kind = "points", amount = 5, reason = "x" })).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal(480, (double)(await Admin.GetAsync($"{opened.Location}/clocks"))["firstResponse"]!["targetMinutes"]!);
        Assert.Equal("complaint.customer-unknown", (await Admin.PatchAsync(opened.Location!, new { customerId = Guid.NewGuid() }, opened.ETag)).Expect(HttpStatusCode.BadRequest).Code);
        var south = await fixture.CustomerAsync("王", team: "south");
        (await fixture.As("sid", "sales", "north").PatchAsync(opened.Location!, new { customerId = south.CustomerId }, opened.ETag)).Expect(HttpStatusCode.NotFound);

        var customer = await fixture.CustomerAsync("王", customerClass: "A");
        var known = (await Admin.PatchAsync(opened.Location!, new { customerId = customer.CustomerId }, opened.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal(($"{customer.CustomerId}", "王", "Torn"), ((string?)known["customerId"], (string?)known["customerName"], (string?)known["summary"]));
        // S5: as if it had been known from the start.
        Assert.Equal(360, (double)(await Admin.GetAsync($"{opened.Location}/clocks"))["firstResponse"]!["targetMinutes"]!);
        var told = Assert.Single(await fixture.PublishedAsync<ComplaintAttributed>(), e => e.ComplaintId == opened.Id);
        Assert.Equal((customer.CustomerId, "Torn", (DateTimeOffset)opened["openedAt"]!, "ada"), (told.CustomerId, told.Summary, told.OpenedAt, told.By));
        Assert.Equal(customer.CustomerId, (await fixture.PublishedAsync<ComplaintChanged>()).Where(e => e.ComplaintId == opened.Id).MaxBy(e => e.Version)!.CustomerId);
        (await Admin.PostAsync($"{opened.Location}/remedies", new { kind = "points", amount = 5, reason = "x" })).Expect(HttpStatusCode.Created);

        var tag = (await Admin.GetAsync(opened.Location!)).ETag;
        Assert.Equal("complaint.customer-fixed", (await Admin.PatchAsync(opened.Location!, new { customerId = south.CustomerId }, tag)).Expect(HttpStatusCode.BadRequest).Code);
        Assert.Equal("complaint.customer-fixed", (await Admin.PatchAsync(opened.Location!, new { customerId = (Guid?)null }, tag)).Expect(HttpStatusCode.BadRequest).Code);
        (await Admin.PatchAsync(opened.Location!, new { severity = "high" }, tag)).Expect(HttpStatusCode.OK);
        Assert.Single(await fixture.PublishedAsync<ComplaintAttributed>(), e => e.ComplaintId == opened.Id);
    }

    // C13: history stays history, whoever it turns out to be of.
    [Fact]
    public async Task Whose_a_complaint_of_another_system_was_is_told_as_imported()
    {
        var (customer, external) = (await fixture.CustomerAsync("王"), Guid.NewGuid().ToString("N"));
        var job = (await Admin.PostAsync("/api/v1/complaints/imports", new { complaints = new[] { new { externalId = external, summary = "Old", openedAt = "2024-03-01T09:00:00Z" } } })).Expect(HttpStatusCode.Accepted);
        await Eventually.BecomesAsync(() => Admin.GetAsync(job.Location!), state => (string?)state["state"] is "succeeded" or "failed", "the import to end");
        var id = (Guid)(await Admin.GetAsync($"/api/v1/complaints?externalId={external}")).Items.Single()["id"]!;
        await BelongsAsync($"/api/v1/complaints/{id}");
        Assert.True(Assert.Single(await fixture.PublishedAsync<ComplaintAttributed>(), told => told.ComplaintId == id).Imported);
        var own = await NobodysAsync();
        await BelongsAsync(own.Location!);
        Assert.False(Assert.Single(await fixture.PublishedAsync<ComplaintAttributed>(), told => told.ComplaintId == own.Id).Imported);

        // The clocks of one that has just come are set at the same moment, and whoever comes second looks again.
        Task<Answer> BelongsAsync(string path) => Eventually.BecomesAsync(() => Admin.PatchAsync(path, new { customerId = customer.CustomerId }, "*"), answer => answer.Status == HttpStatusCode.OK, "the complaint to be the customer's");
    }

    // S1: whoever calls again knows one of them, and the agent has nothing else.
    [Fact]
    public async Task A_complaint_is_found_by_its_number_by_phone_and_mail_and_by_words_of_its_summary()
    {
        var word = $"w{Guid.NewGuid():N}";
        async Task<Answer> SaidAsync(string summary, object? reporter = null, Guid? customerId = null) =>
            (await Admin.PostAsync("/api/v1/complaints", new { channel = "hotline", category = "quality", summary, reporter, customerId })).Expect(HttpStatusCode.Created);
        var (torn, late) = (await SaidAsync($"The box was torn, order {word}", new { phone = "139-0000-7001", email = "Wang.Q@example.com" }), await SaidAsync($"Order {word} came late: 50% of it", new { phone = "139 0000 7002" }));
        var customer = ServiceFixture.State(Guid.CreateVersion7(), 1, "王伟", email: "li.q@example.com") with { Phone = "+8613900007003" };
        fixture.Neighbours.Publish(customer);
        await Eventually.IsTrueAsync(() => fixture.AnyAsync(db => db.Customers.AnyAsync(c => c.CustomerId == customer.CustomerId)), "the customer to be known");
        var theirs = await SaidAsync("It does not work", customerId: customer.CustomerId);

        await FindsAsync((string)torn["number"]!, torn);
        foreach (var written in new[] { "13900007001", "+86 139 0000 7001", "0086-139-0000-7001", "wang.q@EXAMPLE.com", $"TORN {word}" }) await FindsAsync(written, torn);
        foreach (var written in new[] { "+8613900007003", "139-0000-7003", "LI.Q@example.com" }) await FindsAsync(written, theirs);
        await FindsAsync(word, late, torn);
        await FindsAsync($"{word} 50%", late);
        await FindsAsync($"{word} 5_%");
        await FindsAsync("13900007999");
        // X1: it finds nothing that the right does not reach.
        Assert.Empty((await fixture.As("sid", "sales", "south").GetAsync($"/api/v1/complaints?q={word}")).Expect(HttpStatusCode.OK).Items);
        var first = (await Admin.GetAsync($"/api/v1/complaints?q={word}&limit=1")).Expect(HttpStatusCode.OK);
        Assert.Equal([torn.Id], (await Admin.GetAsync($"/api/v1/complaints?q={word}&limit=1&cursor={first["next"]}")).Expect(HttpStatusCode.OK).Items.Select(one => (Guid)one["id"]!));

        async Task FindsAsync(string q, params Answer[] complaints) =>
            Assert.Equal(complaints.Select(one => one.Id), (await Admin.GetAsync($"/api/v1/complaints?q={Uri.EscapeDataString(q)}")).Expect(HttpStatusCode.OK).Items.Select(one => (Guid)one["id"]!));
    }

    // S1: nine digits may be anything, and every 23rd time they look like a number of ours.
    [Fact]
    public async Task What_looks_like_a_number_of_ours_and_is_none_is_looked_for_as_a_word()
    {
        const string order = "100200307";
        Assert.True(ComplaintNumber.Parse(order).IsAccepted);
        var (said, ours) = (await OpenedAsync($"Order {order} came broken"), await OpenedAsync("Torn"));
        Assert.Equal([said.Id], await FoundAsync(Admin, order));
        var number = (string)ours["number"]!;
        var follows = await OpenedAsync($"As in {number}", (await fixture.CustomerAsync(team: "south")).CustomerId);
        Assert.Equal([ours.Id], await FoundAsync(Admin, number));
        Assert.Equal([follows.Id], await FoundAsync(fixture.As("sid", "sales", "south"), number));

        async Task<Answer> OpenedAsync(string summary, Guid? customerId = null) =>
            (await Admin.PostAsync("/api/v1/complaints", new { channel = "hotline", category = "quality", summary, customerId })).Expect(HttpStatusCode.Created);
        static async Task<IEnumerable<Guid>> FoundAsync(ApiClient by, string q) =>
            (await by.GetAsync($"/api/v1/complaints?q={Uri.EscapeDataString(q)}")).Expect(HttpStatusCode.OK).Items.Select(one => (Guid)one["id"]!);
    }

    // S1: nothing that was said of a number is lost, and it is found as it is usually written.
    [Theory]
    [InlineData("call me")]
    [InlineData("李女士 13900007005")]
    [InlineData("8888 6666 Lily")]
    [InlineData("88886666-801")]
    [InlineData("021-12345678 ext. 12")]
    [InlineData("13900007006", "+86 139 0000 7006", "139-0000-7006", "008613900007006")]
    [InlineData("139 0000 7007", "13900007007", "+8613900007007")]
    [InlineData("139-0000-7008", "139 0000 7008", "+86-139-0000-7008")]
    [InlineData("+86 139 0000 7009", "13900007009", "139 0000 7009")]
    public async Task The_phone_number_of_whoever_complains_stays_as_it_was_said(string said, params string[] sought)
    {
        var complaint = (await Admin.PostAsync("/api/v1/complaints", new { channel = "hotline", category = "quality", summary = "Torn", reporter = new { phone = said } })).Expect(HttpStatusCode.Created);
        Assert.Equal(said, (string?)complaint["reporter"]!["phone"]);
        foreach (var written in sought)
            Assert.Equal([complaint.Id], (await Admin.GetAsync($"/api/v1/complaints?q={Uri.EscapeDataString(written)}")).Expect(HttpStatusCode.OK).Items.Select(one => (Guid)one["id"]!));
    }

    // S1, S9: duplicates are one conversation, so they are one customer's.
    [Fact]
    public async Task What_was_merged_into_a_complaint_of_nobody_is_its_customers_too()
    {
        var (customer, other) = (await fixture.CustomerAsync("王"), await fixture.CustomerAsync("李"));
        var (root, nobodys, theirs) = (await NobodysAsync(), await NobodysAsync(), await OpenAsync(customerId: customer.CustomerId));
        foreach (var duplicate in new[] { nobodys, theirs }) (await Admin.ActAsync($"{root.Location}/merge", new { duplicateId = duplicate.Id }, "*")).Expect(HttpStatusCode.OK);

        Assert.Equal("complaint.other-customer", (await Admin.PatchAsync(root.Location!, new { customerId = other.CustomerId }, "*")).Expect(HttpStatusCode.Conflict).Code);
        (await Admin.PatchAsync(root.Location!, new { customerId = customer.CustomerId }, "*")).Expect(HttpStatusCode.OK);

        Assert.Equal($"{customer.CustomerId}", (string?)(await Admin.GetAsync(nobodys.Location!)).Expect(HttpStatusCode.OK)["customerId"]);
        var told = await fixture.PublishedAsync<ComplaintMerged>();
        foreach (var duplicate in new[] { nobodys, theirs }) Assert.Equal(customer.CustomerId, told.Last(merge => merge.ComplaintId == duplicate.Id).CustomerId);
    }

    [Fact]
    public async Task Nobody_s_complaint_does_not_carry_on_a_customer_s_unless_somebody_says_they_are_the_same()
    {
        var customer = await fixture.CustomerAsync(email: "qian@example.com");
        var root = (await Admin.PostAsync("/api/v1/complaints", new { channel = "web", category = "quality", summary = "Torn", reporter = new { email = "stranger@example.com" } })).Expect(HttpStatusCode.Created);
        var theirs = (await Admin.PostAsync("/api/v1/complaints", new { customerId = customer.CustomerId, channel = "hotline", category = "quality", summary = "Torn" })).Expect(HttpStatusCode.Created);
        Assert.Equal("complaint.other-reporter", (await Admin.ActAsync($"{root.Location}/merge", new { duplicateId = theirs.Id }, "*")).Expect(HttpStatusCode.Conflict).Code);
        (await Admin.ActAsync($"{root.Location}/merge", new { duplicateId = theirs.Id, sameReporter = true }, "*")).Expect(HttpStatusCode.OK);
    }

    // S1, S9: a merge is not taken back, so a guess is not enough where what they gave speaks against it.
    [Theory]
    [InlineData("zhou.a@example.com", null, true)]
    [InlineData("ZHOU@example.com", null, false)]
    [InlineData(null, "139 0000 7020", true)]
    [InlineData(null, "139 0000 7021 (office)", false)]
    [InlineData("zhou.b@example.com", "13900007021", false)]
    [InlineData(null, null, false)]
    public async Task Whoever_gave_another_address_is_not_taken_for_the_same_unless_somebody_says_so(string? email, string? phone, bool refused)
    {
        var customer = await fixture.CustomerAsync(email: "zhou@example.com");
        var root = (await Admin.PostAsync("/api/v1/complaints", new { customerId = customer.CustomerId, channel = "hotline", category = "quality", summary = "Torn", reporter = new { phone = "+8613900007021" } })).Expect(HttpStatusCode.Created);
        var duplicate = (await Admin.PostAsync("/api/v1/complaints", new { channel = "hotline", category = "quality", summary = "Torn", reporter = new { email, phone } })).Expect(HttpStatusCode.Created);
        if (refused) Assert.Equal("complaint.other-reporter", (await Admin.ActAsync($"{root.Location}/merge", new { duplicateId = duplicate.Id }, "*")).Expect(HttpStatusCode.Conflict).Code);
        (await Admin.ActAsync($"{root.Location}/merge", refused ? new { duplicateId = duplicate.Id, sameReporter = true } : new { duplicateId = duplicate.Id }, "*")).Expect(HttpStatusCode.OK);
    }

    // S9: nor by a way round: whoever looks at one of them by its public link reads what is said in all.
    [Fact]
    public async Task Complaints_of_two_customers_do_not_become_one_by_way_of_a_third()
    {
        var (first, second) = (await fixture.CustomerAsync("王"), await fixture.CustomerAsync("李"));
        var (nobodys, theirs, others) = (await NobodysAsync(), await OpenAsync(customerId: first.CustomerId), await OpenAsync(customerId: second.CustomerId));
        Task<Answer> MergeAsync(Answer root, Answer duplicate) => Admin.ActAsync($"{root.Location}/merge", new { duplicateId = duplicate.Id }, "*");
        (await MergeAsync(nobodys, theirs)).Expect(HttpStatusCode.OK);

        Assert.Equal("complaint.other-customer", (await MergeAsync(nobodys, others)).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal("complaint.other-customer", (await MergeAsync(others, nobodys)).Expect(HttpStatusCode.Conflict).Code);
        foreach (var apart in new[] { nobodys, others }) Assert.Null((await Admin.GetAsync(apart.Location!)).Expect(HttpStatusCode.OK)["mergedInto"]);
        var own = await OpenAsync(customerId: first.CustomerId);
        (await MergeAsync(own, nobodys)).Expect(HttpStatusCode.OK);

        // Of three one counts, whatever was merged into what before.
        var told = (await fixture.PublishedAsync<ComplaintMerged>()).Where(merge => merge.IntoId == own.Id && merge.CustomerId == first.CustomerId).Select(merge => merge.ComplaintId);
        Assert.Equal(new[] { nobodys.Id, theirs.Id }.Order(), told.Order());
    }

    // C20: nothing new is written down of somebody who was erased.
    [Fact]
    public async Task Nothing_is_complained_of_in_the_name_of_somebody_erased()
    {
        var erased = await fixture.CustomerAsync("王");
        fixture.Neighbours.Publish(ServiceFixture.State(erased.CustomerId, 2, "erased") with { Status = "erased" });
        await Eventually.IsTrueAsync(() => fixture.AnyAsync(db => db.Customers.AnyAsync(c => c.CustomerId == erased.CustomerId && c.Status == "erased")), "the customer to be erased");

        Assert.Equal("complaint.customer-unknown", (await Admin.PostAsync("/api/v1/complaints", new { customerId = erased.CustomerId, channel = "hotline", category = "quality", summary = "Torn" })).Expect(HttpStatusCode.BadRequest).Code);
        var opened = await NobodysAsync();
        Assert.Equal("complaint.customer-unknown", (await Admin.PatchAsync(opened.Location!, new { customerId = erased.CustomerId }, "*")).Expect(HttpStatusCode.BadRequest).Code);
        Assert.Equal("grumble.customer-unknown", (await Admin.PostAsync("/api/v1/grumbles", new { customerId = erased.CustomerId, text = "Slow" })).Expect(HttpStatusCode.BadRequest).Code);
        var job = (await Admin.PostAsync("/api/v1/complaints/imports", new { complaints = new[] { new { externalId = $"{erased.CustomerId}", summary = "Torn", openedAt = "2024-03-01T09:00:00Z", customerId = erased.CustomerId } } })).Expect(HttpStatusCode.Accepted);
        await Eventually.BecomesAsync(() => Admin.GetAsync(job.Location!), state => (string?)state["state"] is "succeeded" or "failed", "the import to end");
        Assert.Equal("complaint.customer-unknown", (string?)(await Admin.GetAsync($"{job.Location}/refused")).Items.Single()["code"]);
    }

    private async Task<Answer> NobodysAsync() =>
        (await Admin.PostAsync("/api/v1/complaints", new { channel = "hotline", category = "quality", summary = "Torn", reporter = new { name = "王" } })).Expect(HttpStatusCode.Created);
}

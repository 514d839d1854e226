using System.Net;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.ServiceDefaults.Messaging;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CrmPlatform.Service.Tests.Http;

/// <summary>S8, S10: what is learned; C20: what goes when a customer is erased.</summary>
public sealed partial class LearningOverHttp : IAsyncLifetime
{
    private readonly OwnTimeFixture fixture = new();

    private ApiClient Admin => fixture.Admin;

    private DateTimeOffset Now => fixture.Time!.GetUtcNow();

    public ValueTask InitializeAsync() => fixture.InitializeAsync();

    public ValueTask DisposeAsync() => fixture.DisposeAsync();

    [Fact]
    public async Task Five_whys_lead_to_a_cause_a_corrective_action_and_a_check_that_sees_it_come_again()
    {
        await fixture.StaffAsync(ServiceFixture.Agent("anna", email: "anna@example.com"));
        (await Admin.PutAsync("/api/v1/causes/packing", new { name = "Packing" }, "*")).Expect(HttpStatusCode.Created);
        (await Admin.PutAsync("/api/v1/causes/corners", new { name = "Corners unprotected", parentCode = "packing" }, "*")).Expect(HttpStatusCode.Created);
        Assert.Equal("cause.unknown-parent", (await Admin.PutAsync("/api/v1/causes/x", new { name = "x", parentCode = "nowhere" }, "*")).Expect(HttpStatusCode.BadRequest).Code);
        Assert.Equal("cause.cycle", (await Admin.PutAsync("/api/v1/causes/packing", new { name = "Packing", parentCode = "corners" }, "*")).Expect(HttpStatusCode.BadRequest).Code);

        var complaint = await TracedAsync("corners");
        Assert.Equal("corners", (string?)(await Admin.GetAsync(complaint.Location!))["cause"]);
        Assert.Contains(await fixture.PublishedAsync<ComplaintChanged>(), e => e.ComplaintId == complaint.Id && e.Cause == "corners");

        object Action(string owner) => new { cause = "packing", what = "Corner protection", owner, dueAt = Now.AddDays(3), checkAfterDays = 30, complaintId = complaint.Id };
        Assert.Equal("corrective-action.owner-unknown", (await Admin.PostAsync("/api/v1/actions", Action("nobody"))).Expect(HttpStatusCode.BadRequest).Code);
        var action = (await Admin.PostAsync("/api/v1/actions", Action("anna"))).Expect(HttpStatusCode.Created);
        fixture.Advance(TimeSpan.FromDays(3.1));
        await Eventually.IsTrueAsync(async () => (await MailsAsync("corrective-action-overdue")).Count == 1, "the owner to hear of it");
        Assert.Single((await Admin.GetAsync("/api/v1/actions?overdue=true")).Items);
        var late = await Admin.GetAsync(action.Location!);
        var done = (await Admin.ActAsync($"{action.Location}/complete", null, late.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal("corrective-action.done", (await Admin.ActAsync($"{action.Location}/complete", null, done.ETag)).Expect(HttpStatusCode.Conflict).Code);

        fixture.Advance(TimeSpan.FromDays(2));
        var again = await TracedAsync("corners");
        // S8: the recurrence link.
        var link = Assert.Single((await Admin.GetAsync($"{again.Location}/links")).Items);
        Assert.Equal(("recurrence", complaint.Id.ToString()), ((string?)link["kind"], (string?)link["complaintId"]));
        var soFar = (await Admin.GetAsync($"{action.Location}/effectiveness")).Expect(HttpStatusCode.OK);
        Assert.Equal(("too-early", 1, 1), ((string?)soFar["effectiveness"], (int)soFar["before"]!, (int)soFar["after"]!));
        // X1: another team hears that it came again, not where.
        Assert.Equal(again.Id, (Guid)Assert.Single(soFar["recurrences"]!.AsArray())!);
        var elsewhere = (await fixture.As("sue", "sales", "far-away").GetAsync($"{action.Location}/effectiveness")).Expect(HttpStatusCode.OK);
        Assert.Equal((1, 0), ((int)elsewhere["after"]!, elsewhere["recurrences"]!.AsArray().Count));
        fixture.Advance(TimeSpan.FromDays(28.5));
        var judged = await Eventually.BecomesAsync(() => Admin.GetAsync(action.Location!), a => a["verdict"] is not null, "the check");
        Assert.Equal("ineffective", (string?)judged["verdict"]);
        Assert.Single(await MailsAsync("corrective-action-checked"));

        var pareto = (await Admin.GetAsync("/api/v1/causes/pareto?level=2")).Expect(HttpStatusCode.OK).Items;
        Assert.Equal(("corners", 2, 100m), ((string?)pareto[0]["code"], (int)pareto[0]["count"]!, (decimal)pareto[0]["share"]!));
        Assert.Equal("packing", (string?)(await Admin.GetAsync("/api/v1/causes/pareto")).Items.Single()["code"]);
    }

    // S8: whoever had it may have left, and a day may turn out to be too early.
    [Fact]
    public async Task A_corrective_action_is_given_to_somebody_else_or_another_day_until_it_is_done()
    {
        await fixture.StaffAsync(ServiceFixture.Agent("anna", email: "anna@example.com"), ServiceFixture.Agent("bert", email: "bert@example.com"));
        (await Admin.PutAsync("/api/v1/causes/packing", new { name = "Packing" }, "*")).Expect(HttpStatusCode.Created);
        var action = (await Admin.PostAsync("/api/v1/actions", new { cause = "packing", what = "Thicker boxes", owner = "anna", dueAt = Now.AddDays(2) })).Expect(HttpStatusCode.Created);
        (await Admin.PatchAsync(action.Location!, new { owner = "bert" }, null)).Expect(HttpStatusCode.PreconditionRequired);
        Assert.Equal("corrective-action.owner-unknown", (await Admin.PatchAsync(action.Location!, new { owner = "nobody" }, action.ETag)).Expect(HttpStatusCode.BadRequest).Code);
        Assert.NotNull((await Admin.PatchAsync(action.Location!, new { dueAt = Now.AddDays(-1) }, action.ETag)).Expect(HttpStatusCode.BadRequest)["errors"]!["dueAt"]);
        (await fixture.As("sam", "sales").PatchAsync(action.Location!, new { owner = "bert" }, action.ETag)).Expect(HttpStatusCode.Forbidden);
        fixture.Advance(TimeSpan.FromDays(2.1));
        await Eventually.IsTrueAsync(async () => (await MailsAsync("corrective-action-overdue")).Select(mail => mail.To).SequenceEqual(["anna@example.com"]), "the first owner to hear that it is overdue");

        var late = await Admin.GetAsync(action.Location!);
        var given = (await Admin.PatchAsync(action.Location!, new { owner = "bert", dueAt = Now.AddDays(1) }, late.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal(("bert", "Thicker boxes", false), ((string?)given["owner"], (string?)given["what"], (bool)given["overdue"]!));
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await Admin.PatchAsync(action.Location!, new { owner = "anna" }, late.ETag)).Status);
        fixture.Advance(TimeSpan.FromDays(1.1));
        await Eventually.IsTrueAsync(async () => (await MailsAsync("corrective-action-overdue")).Select(mail => mail.To).SequenceEqual(["anna@example.com", "bert@example.com"]), "the second owner to hear that it is overdue");
        var done = (await Admin.ActAsync($"{action.Location}/complete", null, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal("corrective-action.done", (await Admin.PatchAsync(action.Location!, new { owner = "anna" }, done.ETag)).Expect(HttpStatusCode.Conflict).Code);
    }

    // S8, S9: of a complaint that came twice the one that carries on counts.
    [Fact]
    public async Task A_duplicate_is_in_no_bar_of_the_causes()
    {
        (await Admin.PutAsync("/api/v1/causes/corners", new { name = "Corners" }, "*")).Expect(HttpStatusCode.Created);
        var (one, twin) = (await TracedAsync("corners"), await TracedAsync("corners"));
        Assert.Equal(2, (int)(await Admin.GetAsync("/api/v1/causes/pareto")).Items.Single()["count"]!);
        (await Admin.ActAsync($"{one.Location}/merge", new { duplicateId = twin.Id }, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal(1, (int)(await Admin.GetAsync("/api/v1/causes/pareto")).Items.Single()["count"]!);
    }

    // S8, S9: found before the merge or after it; that the conversation goes on elsewhere makes it no other cause.
    [Fact]
    public async Task A_cause_that_was_found_at_a_duplicate_is_the_cause_of_the_one_that_carries_on()
    {
        foreach (var cause in new[] { "corners", "tape" }) (await Admin.PutAsync($"/api/v1/causes/{cause}", new { name = cause }, "*")).Expect(HttpStatusCode.Created);
        var (one, twin, other, late) = (await OpenAsync(), await TracedAsync("corners"), await OpenAsync(), await OpenAsync());
        foreach (var (root, duplicate) in new[] { (one, twin), (other, late) }) (await Admin.ActAsync($"{root.Location}/merge", new { duplicateId = duplicate.Id }, "*")).Expect(HttpStatusCode.OK);
        await TraceAsync(late, "tape");
        Assert.Equal(("corners", "tape"), ((string?)(await Admin.GetAsync(one.Location!))["cause"], (string?)(await Admin.GetAsync(other.Location!))["cause"]));
        Assert.Equal([("corners", 1), ("tape", 1)], (await Admin.GetAsync("/api/v1/causes/pareto")).Items.Select(bar => ((string)bar["code"]!, (int)bar["count"]!)).Order());
        Assert.Equal("tape", (await fixture.PublishedAsync<ComplaintChanged>()).Where(e => e.ComplaintId == other.Id).MaxBy(e => e.Version)!.Cause);
        // What was found at the one that carries on stays.
        await TraceAsync(twin, "tape");
        Assert.Equal("corners", (string?)(await Admin.GetAsync(one.Location!))["cause"]);
    }

    // S8, S9: what was merged before a merge handed the cause on; the schema's next change does it once.
    [Fact]
    public async Task A_duplicate_that_was_merged_long_ago_hands_its_cause_on_with_the_schema()
    {
        (await Admin.PutAsync("/api/v1/causes/foil", new { name = "Foil" }, "*")).Expect(HttpStatusCode.Created);
        (await Admin.PutAsync("/api/v1/causes/glue", new { name = "Glue" }, "*")).Expect(HttpStatusCode.Created);
        var (root, duplicate, known, other) = (await OpenAsync(), await TracedAsync("foil"), await TracedAsync("glue"), await TracedAsync("foil"));
        foreach (var (into, gone) in new[] { (root, duplicate), (known, other) }) (await Admin.ActAsync($"{into.Location}/merge", new { duplicateId = gone.Id }, "*")).Expect(HttpStatusCode.OK);
        await fixture.AnyAsync(async db =>
        {
            await db.AllComplaints.Where(c => c.Id == root.Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.CauseId, (string?)null));
            var migrator = db.GetService<IMigrator>();
            await migrator.MigrateAsync("SoughtAtTheTelephone");
            await migrator.MigrateAsync();
            return true;
        });
        Assert.Equal(("foil", "glue"), ((string?)(await Admin.GetAsync(root.Location!))["cause"], (string?)(await Admin.GetAsync(known.Location!))["cause"]));
    }

    [Fact]
    public async Task Whys_go_round_in_no_circle_and_fewer_than_five_need_a_reason()
    {
        (await Admin.PutAsync("/api/v1/causes/c", new { name = "C" }, "*")).Expect(HttpStatusCode.Created);
        var complaint = await OpenAsync();
        var chain = (await Admin.PostAsync($"{complaint.Location}/causes", new { problem = "Broken on arrival" })).Expect(HttpStatusCode.Created);
        var path = $"{complaint.Location}/causes/{chain.Id}";
        Assert.Equal("whys.circular", (await Admin.ActAsync($"{path}/answers", new { answer = "Broken on arrival" }, chain.ETag)).Expect(HttpStatusCode.BadRequest).Code);
        var one = (await Admin.ActAsync($"{path}/answers", new { answer = "It fell" }, chain.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal("It fell", (string?)one["askNext"]);
        Assert.Equal("whys.too-few", (await Admin.ActAsync($"{path}/conclude", new { cause = "c" }, one.ETag)).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal("cause.unknown", (await Admin.ActAsync($"{path}/conclude", new { cause = "d", enoughBecause = "Seen on video" }, one.ETag)).Expect(HttpStatusCode.BadRequest).Code);
        var concluded = (await Admin.ActAsync($"{path}/conclude", new { cause = "c", enoughBecause = "Seen on video" }, one.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal("whys.concluded", (await Admin.ActAsync($"{path}/answers", new { answer = "x" }, concluded.ETag)).Expect(HttpStatusCode.Conflict).Code);
    }

    [Fact]
    public async Task Articles_keep_their_versions_are_suggested_and_readers_say_whether_they_helped()
    {
        var packing = (await Admin.PostAsync("/api/v1/articles", new { title = "破损包裹的处理", body = "收到破损包裹时先拍照，再换货。", language = "zh-Hans", category = "quality" })).Expect(HttpStatusCode.Created);
        (await Admin.PostAsync("/api/v1/articles", new { title = "Invoices", body = "How to correct an invoice.", language = "en", category = "price" })).Expect(HttpStatusCode.Created);
        var hidden = (await Admin.PostAsync("/api/v1/articles", new { title = "包裹 draft", body = "包裹", language = "zh-Hans", published = false })).Expect(HttpStatusCode.Created);
        var standard = (await Admin.PostAsync("/api/v1/standards", new { title = "包裹服务标准", body = "破损包裹一律换货。", language = "zh-Hans", category = "quality" })).Expect(HttpStatusCode.Created);

        var found = (await Admin.GetAsync("/api/v1/articles/suggestions?q=" + Uri.EscapeDataString("包裹破损"))).Expect(HttpStatusCode.OK).Items;
        Assert.Equal([packing.Id.ToString(), standard.Id.ToString()], found.Select(s => (string)s["id"]!).Order());
        Assert.DoesNotContain(found, s => (string?)s["id"] == hidden.Id.ToString());
        var complaint = await OpenAsync("我的包裹破损了");
        Assert.Contains((await Admin.GetAsync($"/api/v1/articles/suggestions?complaintId={complaint.Id}")).Items, s => (string?)s["id"] == packing.Id.ToString());
        Assert.Equal("articles.nothing-asked", (await Admin.GetAsync("/api/v1/articles/suggestions")).Expect(HttpStatusCode.BadRequest).Code);

        var bo = fixture.As("bo", "agent");
        (await bo.PostAsync($"/api/v1/articles/{packing.Id}/feedback", new { helped = true })).Expect(HttpStatusCode.NoContent);
        Assert.Equal("complaint.unknown", (await bo.PostAsync($"/api/v1/articles/{packing.Id}/feedback", new { helped = true, complaintId = Guid.CreateVersion7() })).Expect(HttpStatusCode.BadRequest).Code);
        (await bo.PostAsync($"/api/v1/articles/{packing.Id}/feedback", new { helped = true })).Expect(HttpStatusCode.NoContent);
        (await Admin.PostAsync($"/api/v1/articles/{packing.Id}/feedback", new { helped = false, complaintId = complaint.Id })).Expect(HttpStatusCode.NoContent);
        (await bo.PostAsync($"/api/v1/articles/{packing.Id}/feedback", new { helped = false })).Expect(HttpStatusCode.NoContent);
        var read = (await bo.GetAsync(packing.Location!)).Expect(HttpStatusCode.OK);
        Assert.Equal((0, 2, 1), ((int)read["helped"]!, (int)read["didNotHelp"]!, (int)read["number"]!));

        (await bo.PutAsync(packing.Location!, new { title = "破损包裹的处理", body = "先拍照。", language = "zh-Hans", category = "quality" }, null)).Expect(HttpStatusCode.PreconditionRequired);
        var changed = (await bo.PutAsync(packing.Location!, new { title = "破损包裹的处理", body = "先拍照。", language = "zh-Hans", category = "quality" }, read.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal(2, (int)changed["number"]!);
        Assert.Equal(["先拍照。", "收到破损包裹时先拍照，再换货。"], (await bo.GetAsync($"{packing.Location}/versions")).Items.Select(v => (string)v["body"]!));
        (await fixture.As("sam", "sales").PostAsync("/api/v1/articles", new { title = "x", body = "x", language = "en" })).Expect(HttpStatusCode.Forbidden);
        (await bo.GetAsync($"/api/v1/articles/{standard.Id}")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_article_that_is_rewritten_in_another_language_is_one_of_that_language()
    {
        var other = (await Admin.PostAsync("/api/v1/articles", new { title = "Late parcels", body = "Call the carrier.", language = "en", category = "quality" })).Expect(HttpStatusCode.Created);
        var article = (await Admin.PostAsync("/api/v1/articles", new { title = "Broken parcels", body = "Take a picture first.", language = "en", category = "quality" })).Expect(HttpStatusCode.Created);
        async Task<IEnumerable<Guid>> SuggestedAsync(string language) =>
            (await Admin.GetAsync($"/api/v1/articles/suggestions?category=quality&language={language}")).Expect(HttpStatusCode.OK).Items.Select(s => (Guid)s["id"]!);
        Assert.Equal([other.Id, article.Id], await SuggestedAsync("zh-Hans"));
        var rewritten = (await Admin.PutAsync(article.Location!, new { title = "破损包裹的处理", body = "先拍照。", language = "zh-Hans", category = "quality" }, article.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal(("zh-Hans", "破损包裹的处理", 2), ((string?)rewritten["language"], (string?)rewritten["title"], (int)rewritten["number"]!));
        Assert.Equal("zh-Hans", (string?)(await Admin.GetAsync(article.Location!))["language"]);
        Assert.Single((await Admin.GetAsync("/api/v1/articles?language=zh-Hans")).Items);
        Assert.Equal([article.Id, other.Id], await SuggestedAsync("zh-Hans"));
        // The same words, said to be in another language.
        var corrected = (await Admin.PutAsync(article.Location!, new { title = "破损包裹的处理", body = "先拍照。", language = "zh-Hant", category = "quality" }, rewritten.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal("zh-Hant", (string?)corrected["language"]);
    }

    [Fact]
    public async Task All_that_is_held_on_a_person_can_be_read_and_is_gone_after_an_erasure()
    {
        var customer = await fixture.CustomerAsync("张三丰", email: "zsf@example.com");
        var complaint = await OpenAsync("张三丰 wants his money", customer.CustomerId);
        (await Admin.PostAsync($"{complaint.Location}/messages", new { kind = "from-customer", text = "I am 张三丰 of zsf@example.com" })).Expect(HttpStatusCode.Created);
        (await Admin.PostAsync($"{complaint.Location}/steps", new { step = 1, restatement = "张三丰 says it is broken" })).Expect(HttpStatusCode.Created);
        (await Admin.PostAsync($"{complaint.Location}/remedies", new { kind = "points", amount = 10, reason = "For 张三丰" })).Expect(HttpStatusCode.Created);
        (await Admin.PostAsync("/api/v1/grumbles", new { customerId = customer.CustomerId, text = "张三丰 grumbles" })).Expect(HttpStatusCode.Created);
        await fixture.StaffAsync(ServiceFixture.Agent("anna"));
        (await Admin.ActAsync($"{complaint.Location}/assign", new { assigneeId = "anna", reason = "She knows 张三丰" }, "*")).Expect(HttpStatusCode.OK);
        (await Admin.ActAsync($"{complaint.Location}/escalations", new { reason = "张三丰 knows the owner" }, "*")).Expect(HttpStatusCode.OK);
        (await Admin.PostAsync($"{complaint.Location}/links", new { complaintId = (await OpenAsync()).Id, note = "Both of 张三丰" })).Expect(HttpStatusCode.Created);
        (await Admin.PutAsync("/api/v1/causes/mixed-up", new { name = "Mixed up" }, "*")).Expect(HttpStatusCode.Created);
        (await Admin.PostAsync($"{complaint.Location}/links", new { complaintId = (await OpenAsync()).Id, kind = "recurrence", note = "张三丰 again" })).Expect(HttpStatusCode.Created);
        (await Admin.PostAsync($"{complaint.Location}/links", new { complaintId = (await OpenAsync()).Id, kind = "recurrence", note = "mixed-up" })).Expect(HttpStatusCode.Created);
        var chain = (await Admin.PostAsync($"{complaint.Location}/causes", new { problem = "张三丰 got the wrong one" })).Expect(HttpStatusCode.Created);
        var answered = (await Admin.ActAsync($"{complaint.Location}/causes/{chain.Id}/answers", new { answer = "张三丰 has a namesake" }, chain.ETag)).Expect(HttpStatusCode.OK);
        (await Admin.ActAsync($"{complaint.Location}/causes/{chain.Id}/conclude", new { cause = "mixed-up", enoughBecause = "张三丰 sent a picture" }, answered.ETag)).Expect(HttpStatusCode.OK);
        using var form = IntakeOverHttp.File("张三丰.txt", System.Text.Encoding.UTF8.GetBytes("张三丰"));
        var file = (await Admin.PostAsync($"{complaint.Location}/attachments", form)).Expect(HttpStatusCode.Created);

        var inside = fixture.Service.Client(fixture.Token("service-customers", scope: InternalAccess.Scope));
        var held = (await inside.GetAsync($"/internal/privacy/{customer.CustomerId}")).Expect(HttpStatusCode.OK);
        foreach (var section in new[] { "customer", "complaints", "messages", "attachments", "grumbles", "remedies", "links", "whys" }) Assert.NotEmpty(held["sections"]![section]!.AsArray());
        foreach (var words in new[] { "says it is broken", "She knows", "knows the owner", "Both of", "got the wrong one", "has a namesake", "sent a picture" }) Assert.Contains(words, held.Text);
        (await Admin.GetAsync($"/internal/privacy/{customer.CustomerId}")).Expect(HttpStatusCode.Forbidden);

        fixture.Neighbours.Publish(new CustomerErased(customer.CustomerId, Now));
        await Eventually.IsTrueAsync(() => fixture.AnyAsync(db => db.Customers.AnyAsync(c => c.CustomerId == customer.CustomerId && c.Status == "erased")), "the erasure");
        var after = await inside.GetAsync($"/internal/privacy/{customer.CustomerId}");
        Assert.DoesNotContain("张三丰", after.Text);
        Assert.DoesNotContain("zsf@", after.Text);
        (await Admin.GetAsync(file.Location!)).Expect(HttpStatusCode.NotFound);
        var kept = await Admin.GetAsync(complaint.Location!);
        Assert.Equal(("erased", 1), ((string?)kept["summary"], (int)kept["stepsDone"]!));
        Assert.Equal(10, (int)(await Admin.GetAsync($"{complaint.Location}/remedies")).Items.Single()["amount"]!);
        // What the tree of causes says names nobody.
        Assert.Equal(["erased", "erased", "mixed-up"], (await Admin.GetAsync($"{complaint.Location}/links")).Items.Select(link => (string?)link["note"]));
        Assert.Equal(("erased", "mixed-up"), (await Admin.GetAsync($"{complaint.Location}/causes")).Items.Single() is { } why ? ((string?)why["enoughBecause"], (string?)why["rootCause"]) : default);
        foreach (var part in new[] { "messages", "steps", "history", "assignments", "escalations", "links", "causes" })
            Assert.DoesNotContain("张三丰", (await Admin.GetAsync($"{complaint.Location}/{part}")).Expect(HttpStatusCode.OK).Text);
    }

    [Fact]
    public async Task What_an_erased_person_said_without_an_account_is_found_by_every_phone_and_mail_they_had()
    {
        var person = ServiceFixture.State(Guid.CreateVersion7(), 1, "欧阳锋", email: "oyf@example.com") with { Phone = "+8613912345678" };
        // Two changes of number and address in one batch, and one that arrives after what followed it.
        fixture.Neighbours.Publish(person with { Email = "First@example.com", Phone = "+8613700000001" });
        fixture.Neighbours.Publish(person with { Version = 2, Email = "second@example.com", Phone = "+8613700000002" });
        fixture.Neighbours.Publish(person with { Version = 4 });
        await Eventually.IsTrueAsync(() => fixture.AnyAsync(db => db.Customers.AnyAsync(c => c.CustomerId == person.CustomerId && c.SourceVersion == 4)), "the customer to be known");
        fixture.Neighbours.Publish(person with { Version = 3, Phone = "+8613700000003" });
        await Eventually.IsTrueAsync(() => fixture.AnyAsync(db => db.EarlierReach.AnyAsync(e => e.CustomerId == person.CustomerId && e.Value == "+8613700000003")), "the late state to be taken");
        var theirs = new List<Answer>
        {
            await SaidByAsync(new { name = "欧阳锋", phone = "139 1234-5678" }),
            await SaidByAsync(new { name = "欧阳锋", phone = "+86 (139) 1234 5678" }),
            await SaidByAsync(new { name = "欧阳锋", email = "OYF@Example.com" }),
            await SaidByAsync(new { name = "欧阳锋", email = "first@Example.com" }),
            await SaidByAsync(new { name = "欧阳锋", phone = "137 0000 0001" }),
            await SaidByAsync(new { name = "欧阳锋", email = "second@example.com", phone = "none" }),
            await SaidByAsync(new { name = "欧阳锋", phone = "0086 137 0000 0003" }),
        };
        var others = new List<Answer> { await SaidByAsync(new { name = "洪七", phone = "139 1234-5679" }), await SaidByAsync(new { name = "洪七", email = "yf@example.com" }), await SaidByAsync(new { name = "洪七", phone = "call me" }) };
        // As Customers tells it: first the file without the person, then the erasure.
        var inside = fixture.Service.Client(fixture.Token("service-customers", scope: InternalAccess.Scope));
        Assert.Equal(5, (await inside.GetAsync($"/internal/privacy/{person.CustomerId}")).Expect(HttpStatusCode.OK)["sections"]!["earlierReach"]!.AsArray().Count);
        fixture.Neighbours.Publish(person with { Version = 5, Name = "erased", Email = null, Phone = null, Status = "erased" });
        fixture.Neighbours.Publish(new CustomerErased(person.CustomerId, Now));
        foreach (var complaint in theirs)
            await Eventually.BecomesAsync(() => Admin.GetAsync(complaint.Location!), c => (string?)c["summary"] == "erased" && c["reporter"] is null, "the complaint to say nothing of the person");
        foreach (var complaint in others) Assert.Equal("It is broken", (string?)(await Admin.GetAsync(complaint.Location!))["summary"]);
        Assert.True(await fixture.AnyAsync(db => db.Customers.AnyAsync(c => c.CustomerId == person.CustomerId && c.Name == "erased" && c.Email == null && c.Phone == null)));
        Assert.False(await fixture.AnyAsync(db => db.EarlierReach.AnyAsync(e => e.CustomerId == person.CustomerId)));
        Assert.DoesNotContain("欧阳锋", System.Text.Json.JsonSerializer.Serialize(await fixture.PublishedAsync<ComplaintChanged>()));
    }

    private async Task<Answer> SaidByAsync(object reporter) =>
        (await Admin.PostAsync("/api/v1/complaints", new { channel = "hotline", category = "quality", summary = "It is broken", reporter })).Expect(HttpStatusCode.Created);

    private async Task BelongsAsync(Answer complaint, CustomerChanged customer) =>
        await Eventually.BecomesAsync(() => Admin.GetAsync(complaint.Location!), c => (string?)c["customerId"] == customer.CustomerId.ToString(), $"the complaint to be {customer.CustomerId}'s");

    private async Task<Answer> TracedAsync(string cause)
    {
        var complaint = await OpenAsync();
        await TraceAsync(complaint, cause);
        return complaint;
    }

    private async Task TraceAsync(Answer complaint, string cause)
    {
        var chain = (await Admin.PostAsync($"{complaint.Location}/causes", new { problem = "Broken on arrival" })).Expect(HttpStatusCode.Created);
        var tag = chain.ETag;
        for (var i = 1; i <= 5; i++) tag = (await Admin.ActAsync($"{complaint.Location}/causes/{chain.Id}/answers", new { answer = $"Because of {i}" }, tag)).Expect(HttpStatusCode.OK).ETag;
        (await Admin.ActAsync($"{complaint.Location}/causes/{chain.Id}/conclude", new { cause }, tag)).Expect(HttpStatusCode.OK);
    }

    private async Task<Answer> OpenAsync(string summary = "Broken", Guid? customer = null) => (await Admin.PostAsync("/api/v1/complaints", new
    {
        customerId = customer, channel = "hotline", category = "quality", summary,
    })).Expect(HttpStatusCode.Created);

    private async Task<List<MailRequested>> MailsAsync(string template) => [.. (await fixture.PublishedAsync<MailRequested>()).Where(mail => mail.Template == template)];
}

using System.Net;
using System.Text;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Tests.Imports;
using CrmPlatform.ServiceDefaults.Jobs;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MiniExcelLibs;

namespace CrmPlatform.Customers.Tests.Privacy;

/// <summary>A service whose files can be halted; imports save after each row.</summary>
public sealed class HaltingFixture : CustomersFixture
{
    public HaltingFiles Files { get; } = new();

    protected override IEnumerable<string> Settings => ["--Imports:ChunkRows=1"];

    protected override void Customise(IServiceCollection services) => Files.PutBefore(services);
}

/// <summary>C20: what is being written about a person while that person is erased.</summary>
public sealed class ErasureMeanwhileOverHttp(HaltingFixture fixture) : IClassFixture<HaltingFixture>
{
    private ApiClient Admin => fixture.Admin;

    [Theory]
    [InlineData("csv", 1)]
    [InlineData("csv", 2)]
    [InlineData("xlsx", 1)]
    [InlineData("xlsx", 2)]
    public async Task A_list_that_is_going_out_is_written_anew_without_the_person(string format, int flush)
    {
        var tag = Guid.NewGuid().ToString("N");
        var (stays, goes) = ($"Stays {tag}", $"Goes {tag}");
        await fixture.CustomerAsync(stays, new { tags = new[] { tag } });
        var person = await fixture.CustomerAsync(goes, new { tags = new[] { tag }, allowDuplicate = true });
        // At the first flush the page is in the file and not yet saved, at the second all of it is and only the end of the job is missing.
        var halt = fixture.Files.HaltAt("-export", flush);
        var queued = (await Admin.PostAsync("/api/v1/exports", new { format, filter = new { tag } })).Expect(HttpStatusCode.Accepted);
        await halt.Reached;
        await EraseAsync(person);
        halt.GoOn();
        Assert.Equal(("succeeded", 1), ((string?)(await Admin.EndOfAsync(queued.Location!))["state"], (int)(await Admin.GetAsync(queued.Location!))["read"]!));
        using var answer = await Admin.Http.GetAsync($"{queued.Location}/file");
        var file = await answer.Content.ReadAsByteArrayAsync();
        var text = format == "csv" ? Encoding.UTF8.GetString(file) : string.Join('\n', new MemoryStream(file).Query().Cast<IDictionary<string, object?>>().Select(row => string.Join(',', row.Values)));
        Assert.Contains(stays, text);
        Assert.DoesNotContain(goes, text);
        Assert.Empty(Files(goes));
    }

    [Fact]
    public async Task A_list_that_is_cancelled_before_it_was_written_anew_leaves_no_file()
    {
        var tag = Guid.NewGuid().ToString("N");
        var person = await fixture.CustomerAsync($"Goes {tag}", new { tags = new[] { tag } });
        var halt = fixture.Files.HaltAt("-export", 2);
        var queued = (await Admin.PostAsync("/api/v1/exports", new { filter = new { tag } })).Expect(HttpStatusCode.Accepted);
        await halt.Reached;
        Assert.NotEmpty(Files($"Goes {tag}"));
        await EraseAsync(person);
        (await Admin.PostAsync($"{queued.Location}/cancel")).Expect(HttpStatusCode.OK);
        halt.GoOn();
        await Admin.EndOfAsync(queued.Location!);
        Assert.Empty(Files($"Goes {tag}"));
    }

    [Fact]
    public async Task The_books_of_lists_that_were_asked_for_the_person_and_are_not_yet_out_say_so_no_more()
    {
        var tag = Guid.NewGuid().ToString("N");
        var person = await fixture.CustomerAsync($"Goes {tag}");
        var halt = fixture.Files.HaltAt("-export", 1);
        var running = (await Admin.PostAsync("/api/v1/exports", new { filter = new { q = $"Goes {tag}" }, sort = "name" })).Expect(HttpStatusCode.Accepted);
        await halt.Reached;
        var waiting = (await Admin.PostAsync("/api/v1/exports", new { filter = new { q = tag, role = new[] { "demander" } }, sort = "name" })).Expect(HttpStatusCode.Accepted);
        var named = (await Admin.PostAsync("/api/v1/exports", new { filter = new { q = $"goes {tag.ToUpperInvariant()}" } })).Expect(HttpStatusCode.Accepted);
        await EraseAsync(person);
        halt.GoOn();
        foreach (var export in new[] { running, waiting, named })
        {
            var end = await Admin.EndOfAsync(export.Location!);
            Assert.Equal(("succeeded", 0), ((string?)end["state"], (int)end["read"]!));
        }
        var told = (await Admin.GetAsync("/api/v1/exports?limit=200")).Expect(HttpStatusCode.OK).Items;
        foreach (var export in new[] { running, named })
        {
            Assert.DoesNotContain(tag, await ParametersAsync(export.Id), StringComparison.OrdinalIgnoreCase);
            Assert.Equal("erased", (string?)told.Single(item => (Guid)item["id"]! == export.Id)["filter"]!["q"]);
        }
        Assert.Equal("demander", (string?)Assert.Single(told.Single(item => (Guid)item["id"]! == waiting.Id)["filter"]!["role"]!.AsArray()));
    }

    [Fact]
    public async Task An_archive_of_the_person_that_is_not_yet_closed_is_not_handed_out()
    {
        var person = await fixture.CustomerAsync($"Goes {Guid.NewGuid():N}");
        var halt = fixture.Files.HaltAt("-access.zip", 0);
        var queued = (await Admin.PostAsync("/api/v1/privacy/exports", new { customerId = person.Id })).Expect(HttpStatusCode.Accepted);
        await halt.Reached;
        await EraseAsync(person);
        halt.GoOn();
        var end = await Admin.EndOfAsync(queued.Location!);
        Assert.Equal("failed", (string?)end["state"]);
        Assert.Contains("erased", (string?)end["failure"]);
        Assert.Equal(HttpStatusCode.NotFound, (await Admin.GetAsync($"{queued.Location}/archive")).Status);
        Assert.Empty(Directory.GetFiles(Folder, $"{queued.Id:N}-access*"));
    }

    [Fact]
    public async Task The_refused_rows_of_an_import_under_way_say_nothing_of_the_person_any_more()
    {
        var tag = Guid.NewGuid().ToString("N");
        var person = await fixture.CustomerAsync($"Goes {tag}");
        // The heading, the first row and the second are a flush each.
        var halt = fixture.Files.HaltAt("-errors.csv", 3);
        var queued = (await Admin.UploadAsync("customers", Encoding.UTF8.GetBytes($"name,role\nGoes {tag},martian\nStays {tag},martian\n"))).Expect(HttpStatusCode.Accepted);
        await halt.Reached;
        Assert.Contains($"Goes {tag}", (await Admin.GetAsync($"{queued.Location}/errors")).Text);
        await EraseAsync(person);
        halt.GoOn();
        await Admin.EndOfAsync(queued.Location!);
        var errors = (await Admin.GetAsync($"{queued.Location}/errors")).Text;
        Assert.DoesNotContain($"Goes {tag}", errors);
        Assert.Contains($"Stays {tag}", errors);
        // The mark at its beginning is three bytes that no place counted in letters has.
        Assert.Equal([0xEF, 0xBB, 0xBF], (await Admin.Http.GetByteArrayAsync($"{queued.Location}/errors"))[..3]);
        Assert.Equal(["row", "1", "2"], errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(',')[0]));
    }

    [Fact]
    public async Task Rows_that_an_import_refuses_after_the_erasure_do_not_name_the_person_either()
    {
        var tag = Guid.NewGuid().ToString("N");
        var digits = $"{Random.Shared.NextInt64(1_000_000_000, 9_999_999_999)}"[1..];
        var (phone, mail) = ($"+4930{digits}", $"goes-{tag}@example.com");
        var person = await fixture.CustomerAsync($"Goes {tag}", new { phone, email = mail });
        string[] refused =
        [
            $"First {tag},martian,,,", $"Goes {tag},martian,,,", $"  ＧＯＥＳ   {tag} ,martian,,,", $"Somebody,martian,030 {digits[..3]}-{digits[3..]},,",
            $"Somebody,martian,,{mail.ToUpperInvariant()},", $"Somebody,martian,,,Married to Goes {tag} since May", $"Stays {tag},martian,+49301234567,stays@example.com,Paris",
        ];
        // Nothing but the heading is written.
        var halt = fixture.Files.HaltAt("-errors.csv", 2);
        var queued = (await Admin.UploadAsync("customers", Encoding.UTF8.GetBytes($"name,role,phone,email,city\n{string.Join('\n', refused)}\n"))).Expect(HttpStatusCode.Accepted);
        await halt.Reached;
        await EraseAsync(person);
        halt.GoOn();
        var end = await Admin.EndOfAsync(queued.Location!);
        Assert.Equal(("succeeded", refused.Length), ((string?)end["state"], (int)end["rejected"]!));
        var lines = (await Admin.GetAsync($"{queued.Location}/errors")).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(["row", "1", "2", "3", "4", "5", "6", "7"], lines.Select(line => line.Split(',')[0]).Distinct());
        Assert.All(lines.Where(line => line[0] is >= '2' and <= '6'), line => Assert.EndsWith(",erased", line));
        Assert.All(lines.Where(line => line[0] is '1' or '7'), line => Assert.Contains(tag, line));
        // What recognised the person is kept no longer than the import runs.
        Assert.DoesNotContain("\"erased\"", await ParametersAsync(queued.Id));
    }

    private async Task<string> ParametersAsync(Guid job)
    {
        await using var scope = fixture.Service.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<CustomersDb>().Set<Job>().SingleAsync(row => row.Id == job)).Parameters;
    }

    private string Folder => Path.Combine(fixture.Service.Folder.Path, "files");

    private List<string> Files(string text) => [.. Directory.GetFiles(Folder).Where(file => File.Exists(file) && Encoding.UTF8.GetString(File.ReadAllBytes(file)).Contains(text, StringComparison.Ordinal))];

    private async Task EraseAsync(Answer person) => (await Admin.ActAsync($"{person.Location}/erase", new { confirm = person.Id }, "*")).Expect(HttpStatusCode.NoContent);
}

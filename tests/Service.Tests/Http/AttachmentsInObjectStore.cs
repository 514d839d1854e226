using System.Net;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Service.Tests.Attachments;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Service.Tests.Http;

/// <summary>S9: attachments in a store that speaks S3.</summary>
public sealed class AttachmentsInObjectStore : IAsyncLifetime
{
    private ObjectStore store = null!;
    private StoreFixture fixture = null!;

    [Fact]
    public async Task A_file_lies_in_the_bucket_and_nowhere_else_and_goes_with_the_person()
    {
        var customer = await fixture.CustomerAsync();
        var complaint = await OpenAsync(customer.CustomerId);
        var bytes = AttachmentCases.Of("pdf");
        using var form = IntakeOverHttp.File("receipt.pdf", bytes);
        var file = (await fixture.Admin.PostAsync($"{complaint}/attachments", form)).Expect(HttpStatusCode.Created);

        var stored = Assert.Single(store.Objects);
        Assert.StartsWith("crm/", stored.Key, StringComparison.Ordinal);
        Assert.Equal(bytes, stored.Value);
        Assert.DoesNotContain(Directory.EnumerateFiles(fixture.Service.Folder.Path, "*", SearchOption.AllDirectories), path => path.EndsWith("-attachment", StringComparison.Ordinal));
        var download = (await fixture.Admin.GetAsync(file.Location!)).Expect(HttpStatusCode.OK);
        Assert.StartsWith("attachment", download.Headers["Content-Disposition"], StringComparison.Ordinal);
        Assert.Equal("application/pdf", download.Headers["Content-Type"]);

        fixture.Neighbours.Publish(new CustomerErased(customer.CustomerId, DateTimeOffset.UtcNow));
        await Eventually.IsTrueAsync(() => Task.FromResult(store.Objects.IsEmpty), "the object to be gone");
        await Eventually.IsTrueAsync(async () => !await fixture.AnyAsync(db => db.Attachments.AnyAsync()), "its row to be gone");
    }

    [Fact]
    public async Task A_store_that_is_down_is_said_to_be_and_nothing_is_half_done()
    {
        var complaint = await OpenAsync((await fixture.CustomerAsync()).CustomerId);
        store.Down = true;
        using var form = IntakeOverHttp.File("receipt.pdf", AttachmentCases.Of("pdf"));
        Assert.Equal("unavailable", (await fixture.Admin.PostAsync($"{complaint}/attachments", form)).Expect(HttpStatusCode.ServiceUnavailable).Code);
        Assert.Empty((await fixture.Admin.GetAsync($"{complaint}/attachments")).Expect(HttpStatusCode.OK).Items);

        store.Down = false;
        using var again = IntakeOverHttp.File("receipt.pdf", AttachmentCases.Of("pdf"));
        (await fixture.Admin.PostAsync($"{complaint}/attachments", again)).Expect(HttpStatusCode.Created);
        Assert.Single(store.Objects);
    }

    [Fact]
    public async Task A_key_without_its_secret_stops_the_start()
    {
        var stopped = await Assert.ThrowsAsync<OptionsValidationException>(() => ServiceUnderTest.StartAsync(ComplaintsHost.Build,
            [$"--Services:customers:Url={fixture.Neighbours.Url}", $"--Services:engagement:Url={fixture.Neighbours.Url}", "--Attachments:S3:Bucket=b", "--Attachments:S3:AccessKey=a"]));
        Assert.Contains("SecretKey", stopped.Message, StringComparison.Ordinal);
    }

    public async ValueTask InitializeAsync()
    {
        store = await ObjectStore.StartAsync();
        fixture = new StoreFixture(store.Url);
        await fixture.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await fixture.DisposeAsync();
        await store.DisposeAsync();
    }

    private async Task<string> OpenAsync(Guid customer) => (await fixture.Admin.PostAsync("/api/v1/complaints", new
    {
        customerId = customer, channel = "hotline", category = "quality", severity = "normal", summary = "包裹破了",
    })).Expect(HttpStatusCode.Created).Location!;

    private sealed class StoreFixture(string url) : ServiceFixture
    {
        protected override string[] Settings =>
        [
            $"--Attachments:S3:Url={url}", $"--Attachments:S3:Bucket={ObjectStore.Bucket}", $"--Attachments:S3:Region={ObjectStore.Region}", "--Attachments:S3:Prefix=crm/",
            $"--Attachments:S3:AccessKey={ObjectStore.AccessKey}", $"--Attachments:S3:SecretKey={ObjectStore.SecretKey}",
        ];
    }
}

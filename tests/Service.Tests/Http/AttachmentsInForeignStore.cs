using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Service.Tests.Attachments;
using CrmPlatform.Testing;

namespace CrmPlatform.Service.Tests.Http;

/// <summary>S9: attachments in a server that speaks S3 and is not ours. <c>CRM_TEST_S3</c> names it: address, access key and secret key, with blanks between.</summary>
public sealed class AttachmentsInForeignStore
{
    [Fact]
    public async Task A_file_goes_in_comes_out_as_it_was_and_goes_with_the_person()
    {
        await using var bucket = await Bucket.OrSkipAsync();
        await using var house = await HouseAsync(bucket.Settings());
        var customer = await house.CustomerAsync();
        var complaint = await OpenAsync(house, customer.CustomerId);
        foreach (var bytes in new[] { AttachmentCases.Of("pdf"), [.. AttachmentCases.Of("pdf"), .. new byte[2_000_000]] })
        {
            using var form = IntakeOverHttp.File("收据 receipt.pdf", bytes);
            var file = (await house.Admin.PostAsync($"{complaint}/attachments", form)).Expect(HttpStatusCode.Created);
            Assert.Equal(bytes, await DownloadAsync(house, file.Location!));
        }
        var stored = await bucket.ListAsync();
        Assert.Equal(2, stored.Count);
        Assert.All(stored, item => Assert.StartsWith("crm/", item.Key, StringComparison.Ordinal));
        Assert.Equal(2_000_000, stored.Max(item => item.Size) - stored.Min(item => item.Size));

        house.Neighbours.Publish(new CustomerErased(customer.CustomerId, DateTimeOffset.UtcNow));
        await Eventually.IsTrueAsync(async () => (await bucket.ListAsync()).Count == 0, "the objects to be gone");
    }

    [Theory]
    [InlineData("--Attachments:S3:AccessKey=nobody")]
    [InlineData("--Attachments:S3:Bucket=no-such-bucket-here")]
    public async Task What_the_server_refuses_is_said_and_nothing_is_half_done(string wrong)
    {
        await using var bucket = await Bucket.OrSkipAsync();
        await using var house = await HouseAsync([.. bucket.Settings(), wrong]);
        var complaint = await OpenAsync(house, (await house.CustomerAsync()).CustomerId);
        using var form = IntakeOverHttp.File("receipt.pdf", AttachmentCases.Of("pdf"));
        Assert.Equal("unavailable", (await house.Admin.PostAsync($"{complaint}/attachments", form)).Expect(HttpStatusCode.ServiceUnavailable).Code);
        Assert.Empty((await house.Admin.GetAsync($"{complaint}/attachments")).Expect(HttpStatusCode.OK).Items);
        Assert.Empty(await bucket.ListAsync());
    }

    private static async Task<StoreFixture> HouseAsync(string[] settings)
    {
        var house = new StoreFixture(settings);
        await house.InitializeAsync();
        return house;
    }

    private static async Task<string> OpenAsync(ServiceFixture house, Guid customer) => (await house.Admin.PostAsync("/api/v1/complaints", new
    {
        customerId = customer, channel = "hotline", category = "quality", severity = "normal", summary = "包裹破了",
    })).Expect(HttpStatusCode.Created).Location!;

    private static async Task<byte[]> DownloadAsync(ServiceFixture house, string location)
    {
        using var http = new HttpClient { BaseAddress = new Uri(house.Service.Url) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", house.Token("ada", ["admin"]));
        return await http.GetByteArrayAsync(location);
    }

    private sealed class StoreFixture(string[] settings) : ServiceFixture
    {
        protected override string[] Settings => settings;
    }

    /// <summary>A bucket of this test's own.</summary>
    private sealed class Bucket(AmazonS3Client client, string url, string key, string secret) : IAsyncDisposable
    {
        private readonly string name = $"crm-{Guid.NewGuid():N}";

        public static async Task<Bucket> OrSkipAsync()
        {
            var server = (Environment.GetEnvironmentVariable("CRM_TEST_S3") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Assert.SkipUnless(server.Length == 3, "No S3 server: set CRM_TEST_S3 to its address, access key and secret key.");
            var bucket = new Bucket(new AmazonS3Client(new BasicAWSCredentials(server[1], server[2]), new AmazonS3Config { ServiceURL = server[0], ForcePathStyle = true, AuthenticationRegion = "us-east-1" }),
                server[0], server[1], server[2]);
            await bucket.MakeAsync();
            return bucket;
        }

        public string[] Settings() =>
        [
            $"--Attachments:S3:Url={url}", $"--Attachments:S3:Bucket={name}", "--Attachments:S3:Prefix=crm/", $"--Attachments:S3:AccessKey={key}", $"--Attachments:S3:SecretKey={secret}",
        ];

        public async Task<IReadOnlyList<(string Key, long Size)>> ListAsync() =>
            [.. ((await client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = name })).S3Objects ?? []).Select(item => (item.Key, item.Size ?? 0))];

        public async ValueTask DisposeAsync()
        {
            foreach (var (key, _) in await ListAsync()) await client.DeleteObjectAsync(name, key);
            await client.DeleteBucketAsync(name);
            client.Dispose();
        }

        private Task MakeAsync() => client.PutBucketAsync(name);
    }
}

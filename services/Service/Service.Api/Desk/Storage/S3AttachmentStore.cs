using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Service.Desk.Storage;

/// <summary>Attachments as objects of a bucket.</summary>
internal sealed class S3AttachmentStore : IAttachmentStore, IDisposable
{
    private readonly AmazonS3Client client;
    private readonly S3Options options;

    public S3AttachmentStore(IOptions<S3Options> settings)
    {
        options = settings.Value;
        var config = new AmazonS3Config
        {
            // The bucket in the path: what other stores than Amazon's understand without a DNS name for each bucket.
            ForcePathStyle = options.Url is not null,
            AuthenticationRegion = options.Region,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            Timeout = options.Timeout,
            MaxErrorRetry = 2,
        };
        if (options.Url is not null) config.ServiceURL = options.Url.ToString();
        else config.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region);
        client = string.IsNullOrEmpty(options.AccessKey) ? new AmazonS3Client(config) : new AmazonS3Client(options.AccessKey, options.SecretKey, config);
    }

    public Task WriteAsync(string name, Stream content, CancellationToken cancellationToken) => AskAsync(async () =>
    {
        await client.PutObjectAsync(new PutObjectRequest
        {
            BucketName = options.Bucket,
            Key = options.Prefix + name,
            InputStream = content,
            AutoCloseStream = false,
            // One signed body instead of signed pieces: not every store takes the pieces apart again, some keep their frames as part of the file.
            UseChunkEncoding = false,
            ContentType = "application/octet-stream",
        }, cancellationToken);
        return true;
    });

    public Task<Stream> OpenReadAsync(string name, CancellationToken cancellationToken) => AskAsync(async () =>
    {
        var found = await client.GetObjectAsync(options.Bucket, options.Prefix + name, cancellationToken);
        return found.ResponseStream;
    });

    public Task DeleteAsync(string name, CancellationToken cancellationToken) => AskAsync(async () =>
    {
        await client.DeleteObjectAsync(options.Bucket, options.Prefix + name, cancellationToken);
        return true;
    });

    public void Dispose() => client.Dispose();

    // What the store's client throws stays behind this wall; the rest of the house knows one kind of neighbour that does not answer.
    private static async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception failure) when (failure is AmazonServiceException or AmazonClientException)
        {
            throw new HttpRequestException("The store of attachments did not do what it was asked.", failure);
        }
    }
}

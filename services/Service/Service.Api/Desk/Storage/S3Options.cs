using System.ComponentModel.DataAnnotations;
using CrmPlatform.ServiceDefaults.Hosting;

namespace CrmPlatform.Service.Desk.Storage;

/// <summary>An object store that speaks S3 (Amazon's, MinIO, Ceph, …). Without a bucket attachments are files on disk.</summary>
public sealed class S3Options : IValidatableObject
{
    public const string Section = "Attachments:S3";

    public string? Bucket { get; set; }

    /// <summary>Where the store answers, such as <c>https://s3.example.com</c>; Amazon's own when only a region is set.</summary>
    public Uri? Url { get; set; }

    public string Region { get; set; } = "us-east-1";

    /// <summary>Set in front of every name, such as <c>crm/</c>.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>Both or neither: without keys the credentials are those of the machine (environment, role of the pod).</summary>
    public string? AccessKey { get; set; }

    public string? SecretKey { get; set; }

    /// <summary>How long one request to the store may take.</summary>
    [LongerThanNothing]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    public bool IsSet => !string.IsNullOrWhiteSpace(Bucket);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsSet) yield break;
        if (string.IsNullOrEmpty(AccessKey) != string.IsNullOrEmpty(SecretKey))
            yield return new ValidationResult("Attachments:S3 has an AccessKey without a SecretKey, or the reverse: set both, or neither to use the machine's credentials.");
        if (Url is { IsAbsoluteUri: false } || Url is { Scheme: not ("http" or "https") })
            yield return new ValidationResult("Attachments:S3:Url is no address such as https://s3.example.com.");
    }
}

using System.IO.Hashing;
using System.Text.Json;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Customers.Data.Imports;

/// <summary>Sixteen bytes that are the same as long as a file says the same: a million files need not be kept twice.</summary>
internal static class FilePrint
{
    public static byte[] Of(CustomerData file)
    {
        var steady = file with { Custom = file.Custom.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary(pair => pair.Key, pair => pair.Value) };
        return XxHash128.Hash(JsonSerializer.SerializeToUtf8Bytes(steady, Json.Tolerant));
    }
}

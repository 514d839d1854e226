using System.Text;
using System.Text.Json;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Notifications.Domain.Webhooks;

/// <summary>The body of a webhook: CloudEvents 1.0, JSON, structured mode.</summary>
internal static class CloudEvent
{
    public const string ContentType = "application/cloudevents+json";

    public static string Of(WebhookEvent happened)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = Json.Tolerant.Encoder }))
        {
            json.WriteStartObject();
            json.WriteString("specversion", "1.0");
            json.WriteString("id", happened.EventId);
            json.WriteString("source", $"/crm/{EventName.ServiceOf(happened.Type)}");
            json.WriteString("type", happened.Type);
            json.WriteString("time", happened.At.ToUniversalTime());
            if (happened.CustomerId is { } customer) json.WriteString("subject", $"customers/{customer}");
            json.WriteString("datacontenttype", "application/json");
            json.WritePropertyName("data");
            json.WriteRawValue(happened.Data);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}

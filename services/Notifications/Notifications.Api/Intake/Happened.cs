using System.Text.Json;
using CrmPlatform.Notifications.Domain.Webhooks;
using CrmPlatform.ServiceDefaults.Messaging;

namespace CrmPlatform.Notifications.Intake;

/// <summary>An event that arrived; its data is read when somebody asks.</summary>
internal sealed class Happened(ReceivedEvent received)
{
    private JsonElement? data;

    public string WireName => received.Type;

    /// <summary>Its name outside.</summary>
    public string Name { get; } = EventName.Of(received.Type);

    public string Payload => received.Payload;

    public Guid Id => received.MessageId;

    public DateTimeOffset At => received.At;

    public JsonElement Data => data ??= JsonElement.Parse(received.Payload);

    /// <summary>History brought in from elsewhere: it starts no webhook, no mail and no live update of anybody's list (C13).</summary>
    public bool IsImported => received.Payload.Contains("\"imported\":true", StringComparison.Ordinal) && Data.TryGetProperty("imported", out var flag) && flag.ValueKind == JsonValueKind.True;

    public Guid? CustomerId => Data.TryGetProperty("customerId", out var id) && id.ValueKind == JsonValueKind.String && id.TryGetGuid(out var customer) ? customer : null;

    public string? Text(string field) => Data.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

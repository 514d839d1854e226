using System.Net;
using CrmPlatform.Identity.Data;
using CrmPlatform.Identity.Domain;

namespace CrmPlatform.Identity.Accounts;

/// <summary>Writes the sign-in audit; each line is saved with whatever it tells of.</summary>
internal sealed class SignInLog(IdentityDb db, IHttpContextAccessor http, TimeProvider time)
{
    public Origin Origin => OriginOf(http.HttpContext);

    public void Add(SignInOutcome outcome, User? user = null, string? clientId = null, Guid? sessionId = null)
    {
        var origin = Origin;
        db.SignInRecords.Add(new SignInRecord
        {
            At = time.GetUtcNow(),
            Outcome = outcome,
            UserId = user?.Id,
            UserName = user?.UserName,
            ClientId = clientId,
            SessionId = sessionId,
            Address = origin.Address,
            Agent = origin.Agent,
        });
    }

    public static Origin OriginOf(HttpContext? http)
    {
        var agent = http?.Request.Headers.UserAgent.ToString();
        return new Origin(AddressOf(http)?.ToString(), string.IsNullOrEmpty(agent) ? null : agent[..Math.Min(agent.Length, Session.AgentLength)]);
    }

    private static IPAddress? AddressOf(HttpContext? http) =>
        http?.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : http?.Connection.RemoteIpAddress;
}

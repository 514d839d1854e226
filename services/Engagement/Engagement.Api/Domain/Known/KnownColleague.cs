using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Engagement.Domain.Known;

/// <summary>What this service knows of somebody who works for us.</summary>
internal sealed class KnownColleague : Entity
{
    private KnownColleague() { }

    public string Subject { get; private set; } = "";

    public long SourceVersion { get; private set; }

    public string Name { get; private set; } = "";

    public string Team { get; private set; } = "";

    public string? ManagerId { get; private set; }

    /// <summary>IANA name.</summary>
    public string TimeZone { get; private set; } = "UTC";

    public string Language { get; private set; } = "en";

    public bool Active { get; private set; }

    public static KnownColleague Of(StaffChanged member)
    {
        var known = new KnownColleague { Subject = member.StaffId };
        known.Take(member);
        return known;
    }

    public void Take(StaffChanged member)
    {
        if (member.Version <= SourceVersion) return;
        SourceVersion = member.Version;
        (Name, Team, ManagerId, TimeZone, Active) = (member.Name, member.Team, member.ManagerId, member.TimeZone, member.Active);
        Language = member.Languages is [var first, ..] ? first : "en";
    }
}

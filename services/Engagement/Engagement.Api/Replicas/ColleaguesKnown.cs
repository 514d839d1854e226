using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain.Known;
using CrmPlatform.ServiceDefaults.Messaging;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Replicas;

/// <summary>Keeps the replica of the staff register.</summary>
internal sealed class ColleaguesKnown(EngagementDb db) : IHandle<StaffChanged>
{
    public async Task HandleAsync(Received<StaffChanged> received, CancellationToken cancellationToken)
    {
        var member = received.Event;
        if (await db.Colleagues.SingleOrDefaultAsync(colleague => colleague.Subject == member.StaffId, cancellationToken) is { } known) known.Take(member);
        else db.Colleagues.Add(KnownColleague.Of(member));
    }
}

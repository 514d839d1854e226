using System.ComponentModel.DataAnnotations;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Customers.Features.Staff;

/// <summary>C6: enters a member of staff under the subject of their token, or changes what is known of them.</summary>
internal static class PutStaff
{
    public static async Task<Results<Created<StaffView>, Ok<StaffView>, Invalid, Stale>> HandleAsync(
        [StringLength(100)] string subject, StaffRequest request, IfMatch ifMatch, CustomersDb db, IOptions<CustomersOptions> options, CancellationToken cancellationToken)
    {
        var data = request.ToDomain(options.Value.TimeZone);
        var member = await db.Staff.SingleOrDefaultAsync(s => s.Subject == subject, cancellationToken);
        if (StaffMember.Check(subject, data, member) is { } wrong) return new Invalid(wrong);
        var entered = member is null;
        if (member is null)
        {
            if (!ifMatch.Matches(member)) return new Stale(0);
            member = StaffMember.Enter(subject, data);
            db.Staff.Add(member);
        }
        else
        {
            if (!ifMatch.Matches(member)) return new Stale(member.Version);
            member.Change(data);
        }
        // X3: what is written as it stands gets no version that could be told.
        if (db.IsChanging(member)) db.Publish(member.ToEvent(member.Version + 1), StaffEvents.SubjectId(subject));
        await db.SaveChangesAsync(cancellationToken);
        return entered ? TypedResults.Created($"/api/v1/staff/{Uri.EscapeDataString(subject)}", StaffView.Of(member)) : TypedResults.Ok(StaffView.Of(member));
    }
}

using CrmPlatform.Service.Data;
using CrmPlatform.ServiceDefaults.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Desk;

/// <summary>X6: what the head of the desk and the operator want a curve of.</summary>
internal static class DeskFigures
{
    // A value to compare with: a bare condition on a column is not looked up in an index by SQLite.
    private static bool Open => true;

    public static void AddDeskFigures(this IServiceCollection services)
    {
        services.AddFigure<ComplaintsDb>("crm.complaints.open", "{complaint}", "Complaints that are not closed.",
            (db, _, token) => db.AllComplaints.CountAsync(complaint => complaint.IsOpen == Open, token));
        services.AddFigure<ComplaintsDb>("crm.complaints.breached", "{complaint}", "Open complaints past the next deadline of their service level.",
            (db, now, token) => db.AllComplaints.CountAsync(complaint => complaint.IsOpen == Open && complaint.QueueAt < now, token));
        services.AddFigure<ComplaintsDb>("crm.complaints.unassigned", "{complaint}", "Open complaints that nobody has taken or been given.",
            (db, _, token) => db.AllComplaints.CountAsync(complaint => complaint.IsOpen == Open && complaint.AssigneeId == null, token));
    }
}

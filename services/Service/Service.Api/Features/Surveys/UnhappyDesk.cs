using CrmPlatform.Service.Data;
using CrmPlatform.Service.Desk;
using CrmPlatform.Service.Domain;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.Service.Domain.Mail;
using CrmPlatform.Service.Domain.Surveys;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Features.Surveys;

/// <summary>S7: an unhappy answer reopens the complaint it is about, or opens a follow-up, in the same transaction as the answer.</summary>
internal sealed class UnhappyDesk(ComplaintsDb db, Reopening reopening, ComplaintIntake intake, TimeProvider time)
{
    private const string By = "survey";
    private const int LongestDetails = 20_000;

    public async Task ActAndSaveAsync(SurveyAnswerRow answer, InvitationRow invitation, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var complaint = answer.Action == UnhappyAction.ReopenComplaint && invitation.ComplaintId is { } id
            // S9: of a complaint that was merged since, the one that carries on.
            ? await db.AllComplaints.SingleOrDefaultAsync(c => c.Id == db.AllComplaints.Where(one => one.Id == id).Select(one => one.RootId).FirstOrDefault(), cancellationToken)
            : null;
        if (complaint is { State: ComplaintStatus.Closed })
        {
            // An answer may be longer than a reason; all of it is kept with the answer.
            var reason = MailText.Cut($"Unhappy answer to the survey: {Words(answer)}", FieldChecks.LongestText);
            if (await reopening.ReopenAsync(complaint, reason, By, now, cancellationToken, () => answer.ActedOn = complaint.Id) is null) return;
            answer.Did(UnhappyAction.None);
        }
        else if (complaint is not null)
        {
            // It is open again already; whoever has it sees the answer.
            answer.ActedOn = complaint.Id;
        }
        else if (answer.Action != UnhappyAction.None)
        {
            // Also where a survey after a closing knew of none.
            answer.Did(UnhappyAction.OpenFollowUp);
            await FollowUpAsync(answer, now, cancellationToken);
            return;
        }
        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task FollowUpAsync(SurveyAnswerRow answer, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var customer = await db.Customers.AsNoTracking().SingleOrDefaultAsync(known => known.CustomerId == answer.CustomerId, cancellationToken);
        await intake.OpenAsync(new ComplaintData(IntakeChannel.Web, ComplaintCategory.Communication, "Follow-up of an unhappy survey answer")
        {
            CustomerId = answer.CustomerId,
            CustomerClass = customer?.Class,
            Details = MailText.Cut(Words(answer), LongestDetails),
            Language = customer?.Language is { Length: > 0 } language ? language : answer.Language,
            ReceivedAt = now,
            IsUntold = true,
        }, customer, By, cancellationToken, opened => answer.ActedOn = opened.Id);
    }

    private static string Words(SurveyAnswerRow answer) => string.Join("; ", answer.Answers.Where(given => given.IsUnhappy || !string.IsNullOrWhiteSpace(given.Given.Text)).Select(given =>
        $"{given.Given.ItemId}: {given.Given.Rating?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? given.Given.Choice}{(given.Scale is { } scale ? $" ({scale.Name})" : "")} {given.Given.Text}".Trim()));
}

using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Data;

/// <summary>What is given to make it good, what is asked afterwards, and what is learned.</summary>
internal static class LearningMap
{
    private const int Unlimited = -1;

    public static void Build(ModelBuilder model)
    {
        model.Entity<RemedyRow>(remedy =>
        {
            remedy.ToTable("Remedies");
            remedy.Property(r => r.Remedy).IsImmutableJson();
            remedy.HasIndex(r => new { r.ComplaintId, r.Key });
            remedy.HasIndex(r => new { r.State, r.Key });
            remedy.HasIndex(r => r.CustomerId);
        });
        Surveys(model);
        Causes(model);
        model.Entity<ArticleRow>(article =>
        {
            article.ToTable("Articles");
            article.Property(a => a.Language).HasMaxLength(20).IsUnicode(false);
            article.Property(a => a.Title).HasMaxLength(200);
            article.Property(a => a.Body).HasMaxLength(Unlimited);
            article.Property(a => a.SubCategory).HasMaxLength(60);
            article.HasIndex(a => new { a.Kind, a.Key });
        });
        model.Entity<ArticleVersionRow>(version =>
        {
            version.ToTable("ArticleVersions").HasKey(v => v.Key);
            version.Property(v => v.Title).HasMaxLength(200);
            version.Property(v => v.Body).HasMaxLength(Unlimited);
            version.Property(v => v.By).HasMaxLength(100);
            version.HasIndex(v => new { v.ArticleId, v.Number }).IsUnique();
        });
        model.Entity<ArticleVote>(vote =>
        {
            vote.ToTable("ArticleVotes");
            vote.Property(v => v.Voter).HasMaxLength(100);
            vote.HasIndex(v => new { v.ArticleId, v.Voter, v.ComplaintId }).IsUnique();
        });
    }

    private static void Surveys(ModelBuilder model)
    {
        model.Entity<SurveyRow>(survey =>
        {
            survey.ToTable("Surveys");
            survey.Property(s => s.SurveyKey).HasMaxLength(100);
            survey.Property(s => s.Definition).IsImmutableJson();
            survey.HasIndex(s => new { s.SurveyKey, s.Number }).IsUnique();
        });
        model.Entity<SurveyDue>(due =>
        {
            due.ToTable("SurveysDue").HasKey(d => d.Key);
            due.HasIndex(d => d.DueAt);
        });
        model.Entity<AskedRow>(asked =>
        {
            asked.ToTable("Asked");
            asked.HasIndex(a => a.CustomerId).IsUnique();
        });
        model.Entity<InvitationRow>(invitation =>
        {
            invitation.ToTable("Invitations");
            invitation.Property(i => i.SurveyKey).HasMaxLength(100);
            invitation.Property(i => i.Language).HasMaxLength(20).IsUnicode(false);
            invitation.Property(i => i.Email).HasMaxLength(254);
            invitation.HasIndex(i => i.CustomerId);
            invitation.HasIndex(i => new { i.SurveyKey, i.Key });
            invitation.HasIndex(i => i.RemindAt).HasFilter("RemindAt IS NOT NULL");
        });
        model.Entity<SurveyAnswerRow>(answer =>
        {
            answer.ToTable("SurveyAnswers");
            answer.Property(a => a.SurveyKey).HasMaxLength(100);
            answer.Property(a => a.Language).HasMaxLength(20).IsUnicode(false);
            answer.Property(a => a.Answers).IsImmutableJson();
            answer.HasIndex(a => new { a.SurveyKey, a.Key });
            answer.HasIndex(a => a.CustomerId);
        });
    }

    private static void Causes(ModelBuilder model)
    {
        model.Entity<CauseRow>(cause =>
        {
            cause.ToTable("Causes");
            cause.Property(c => c.Code).HasMaxLength(100);
            cause.Property(c => c.ParentCode).HasMaxLength(100);
            cause.Property(c => c.Name).HasMaxLength(200);
            cause.HasIndex(c => c.Code).IsUnique();
        });
        model.Entity<WhysRow>(whys =>
        {
            whys.ToTable("Whys");
            whys.Property(w => w.Whys).IsImmutableJson();
            whys.Property(w => w.By).HasMaxLength(100);
            whys.HasIndex(w => w.ComplaintId);
        });
        model.Entity<ActionRow>(action =>
        {
            action.ToTable("CorrectiveActions");
            action.Property(a => a.CauseCode).HasMaxLength(100);
            action.Property(a => a.Action).IsImmutableJson();
            action.Property(a => a.Owner).HasMaxLength(200);
            action.HasIndex(a => a.CauseCode);
            action.HasIndex(a => a.NextAt).HasFilter("NextAt IS NOT NULL");
        });
    }
}

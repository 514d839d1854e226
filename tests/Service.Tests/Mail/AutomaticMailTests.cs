using CrmPlatform.Service.Domain.Mail;

namespace CrmPlatform.Service.Tests.Mail;

public sealed class AutomaticMailTests
{
    [Theory]
    [InlineData("Auto-Submitted: auto-replied", MailNature.AutoReply)]
    [InlineData("Auto-Submitted: auto-generated; owner-email=\"x\"", MailNature.AutoReply)]
    [InlineData("Auto-Submitted: no", MailNature.Personal)]
    [InlineData("Auto-Submitted: No (a person)", MailNature.AutoReply)]
    [InlineData("X-Auto-Response-Suppress: All", MailNature.AutoReply)]
    [InlineData("X-Auto-Response-Suppress: DR, OOF, AutoReply", MailNature.AutoReply)]
    [InlineData("X-Auto-Response-Suppress: DR", MailNature.Personal)]
    [InlineData("Precedence: auto_reply", MailNature.AutoReply)]
    [InlineData("X-Autoreply: yes", MailNature.AutoReply)]
    [InlineData("Precedence: bulk", MailNature.Bulk)]
    [InlineData("Precedence: list", MailNature.Bulk)]
    [InlineData("Precedence: first-class", MailNature.Personal)]
    [InlineData("List-Id: <news.example.com>", MailNature.Bulk)]
    [InlineData("Return-Path: <>", MailNature.Bounce)]
    [InlineData("Return-Path: < >", MailNature.Bounce)]
    [InlineData("Return-Path: <li.wei@example.com>", MailNature.Personal)]
    [InlineData("X-CrmPlatform-Mail: 1", MailNature.Loop)]
    public void A_header_tells_a_machine_from_a_person(string header, MailNature nature)
    {
        var mail = MailCases.Accepted(MailCases.With(header));
        Assert.Equal(nature, mail.Nature);
        Assert.Equal(nature == MailNature.Personal, mail.MayAcknowledge);
        Assert.Equal(nature == MailNature.Personal ? 0 : 1, mail.Signs.Length);
    }

    [Theory]
    [InlineData("From: MAILER-DAEMON@example.com\nSubject: x\n\ny", MailNature.Bounce)]
    [InlineData("From: postmaster@example.com\nSubject: x\n\ny", MailNature.Bounce)]
    [InlineData("From: a@example.com\nSubject: Automatic reply: x\n\ny", MailNature.AutoReply)]
    [InlineData("From: a@example.com\nSubject: 自动回复：您好\n\ny", MailNature.AutoReply)]
    [InlineData("From: a@example.com\nSubject: The automatic reply: it never works\n\ny", MailNature.Personal)]
    [InlineData("From: complaints@SHOP.example\nSubject: x\n\ny", MailNature.Loop)]
    [InlineData("From: a@example.com\nMessage-ID: <z@mail.shop.example>\nSubject: x\n\ny", MailNature.Loop)]
    [InlineData("From: a@example.com\nMessage-ID: <z@othermail.shop.example>\nSubject: x\n\ny", MailNature.Personal)]
    [InlineData("From: a@example.com\nSubject: x\nContent-Type: multipart/report; report-type=delivery-status; boundary=m\n\n--m\n\nfailed\n--m--", MailNature.Bounce)]
    public void So_do_sender_subject_and_form(string message, MailNature nature) => Assert.Equal(nature, MailCases.Accepted(message).Nature);

    [Fact]
    public void A_message_that_passed_through_too_many_servers_goes_in_a_circle()
    {
        string Hops(int count) => string.Join('\n', Enumerable.Range(0, count).Select(i => $"Received: from h{i}.example by h{i + 1}.example; Mon, 2 Mar 2026 10:00:00 +0800"));
        Assert.Equal(MailNature.Personal, MailCases.Accepted(MailCases.With(Hops(30))).Nature);
        Assert.Equal((MailNature.Loop, MailDisposition.Drop), (MailCases.Accepted(MailCases.With(Hops(31))).Nature, MailCases.Accepted(MailCases.With(Hops(31))).Disposition));
    }

    [Fact]
    public void The_gravest_sign_decides_and_all_are_told()
    {
        var mail = MailCases.Accepted(MailCases.With("Return-Path: <>\nAuto-Submitted: auto-replied\nPrecedence: bulk"));
        Assert.Equal(MailNature.Bounce, mail.Nature);
        Assert.Equal(["Return-Path: <>", "Auto-Submitted: auto-replied", "Precedence: bulk"], mail.Signs);
    }

    [Theory]
    [InlineData("Auto-Submitted: auto-replied", false, MailDisposition.SetAside)]
    [InlineData("Auto-Submitted: auto-replied", true, MailDisposition.AppendQuietly)]
    [InlineData("Return-Path: <>", true, MailDisposition.AppendQuietly)]
    [InlineData("X-CrmPlatform-Mail: 1", true, MailDisposition.Drop)]
    [InlineData("X-Plain: 1", true, MailDisposition.Accept)]
    public void What_is_automatic_opens_nothing_and_is_not_lost_either(string header, bool threaded, MailDisposition disposition)
    {
        var message = $"From: a@example.com\n{header}\nSubject: about {(threaded ? MailCases.Number : "x")}\n\ny";
        Assert.Equal(disposition, MailCases.Accepted(message).Disposition);
    }
}

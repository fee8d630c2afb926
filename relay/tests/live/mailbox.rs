//! Blobs over real sockets and a real disk: what was answered `Stored` arrives, whatever happens in between.

use pillion_wire::{
    client_frame::{ClientFrame, Slot},
    id::{AccountId, GroupTag, PutId},
    limit::PUT_RECIPIENTS,
    refusal::Code,
    relay_frame::RelayFrame,
};

use crate::stage::{Person, World, put};

#[tokio::test]
async fn a_blob_reaches_a_phone_that_is_here() {
    let world = World::new().await;
    let (alice, bob) = (Person::new(1), Person::new(2));
    let mut to = world.phone(&bob).await;
    let mut from = world.phone(&alice).await;
    from.put(1, &[&bob], b"sealed").await;
    from.expect_stored(1).await;
    to.expect_delivery(1, b"sealed").await;
}

#[tokio::test]
async fn a_restart_keeps_what_was_stored_and_forgets_what_was_acked() {
    let mut world = World::new().await;
    let (alice, bob) = (Person::new(1), Person::new(2));
    drop(world.phone(&bob).await);
    let mut from = world.phone(&alice).await;
    for id in 1..=3 {
        from.put(id, &[&bob], &[id]).await;
        from.expect_stored(id).await;
    }
    world.stop().await;
    from.expect_end(Code::Closing).await;

    world.start().await;
    let mut to = world.phone(&bob).await;
    for id in 1..=3 {
        to.expect_delivery(u64::from(id), &[id]).await;
    }
    to.send(&ClientFrame::Ack { through: 2 }).await;
    to.expect_nothing().await;
    world.stop().await;

    world.start().await;
    let mut to = world.phone(&bob).await;
    to.expect_delivery(3, &[3]).await;
    to.expect_nothing().await;
}

#[tokio::test]
async fn a_repeated_put_is_answered_and_not_delivered_twice_also_after_a_restart() {
    let mut world = World::new().await;
    let (alice, bob) = (Person::new(1), Person::new(2));
    let mut to = world.phone(&bob).await;
    let mut from = world.phone(&alice).await;
    for _ in 0..2 {
        from.put(1, &[&bob], b"once").await;
        from.expect_stored(1).await;
    }
    to.expect_delivery(1, b"once").await;
    to.send(&ClientFrame::Ack { through: 1 }).await;
    to.expect_nothing().await;
    world.stop().await;

    world.start().await;
    let mut from = world.phone(&alice).await;
    from.put(1, &[&bob], b"once").await;
    from.expect_stored(1).await;
    let mut to = world.phone(&bob).await;
    to.expect_nothing().await;
}

#[tokio::test]
async fn another_senders_put_of_the_same_id_is_another_put() {
    let world = World::new().await;
    let (alice, bob, mallory) = (Person::new(1), Person::new(2), Person::new(3));
    let mut to = world.phone(&bob).await;
    for (who, blob) in [(&mallory, b"junk"), (&alice, b"real")] {
        let mut from = world.phone(who).await;
        from.put(1, &[&bob], blob).await;
        from.expect_stored(1).await;
    }
    to.expect_delivery(1, b"junk").await;
    to.expect_delivery(2, b"real").await;
}

#[tokio::test]
async fn a_put_to_many_is_for_all_or_none() {
    let world = World::new().await;
    let (alice, bob, never) = (Person::new(1), Person::new(2), Person::new(9));
    let mut to = world.phone(&bob).await;
    let mut from = world.phone(&alice).await;
    from.put(1, &[&bob, &never], b"both").await;
    from.expect_put_refused(1, Code::MailboxUnknown).await;
    to.expect_nothing().await;
    from.put(1, &[&bob, &alice, &bob], b"both").await;
    to.expect_delivery(1, b"both").await;
    from.expect_stored(1).await;
    from.expect_delivery(1, b"both").await;
    to.expect_nothing().await;
}

#[tokio::test]
async fn a_put_to_nobody_or_too_many_is_refused() {
    let world = World::new().await;
    let alice = Person::new(1);
    let mut from = world.phone(&alice).await;
    from.put(1, &[], b"").await;
    from.expect_put_refused(1, Code::Recipients).await;
    let to = (0..=PUT_RECIPIENTS)
        .map(|n| {
            let mut id = [0; 32];
            id[..8].copy_from_slice(&n.to_be_bytes());
            AccountId(id)
        })
        .collect();
    from.send(&ClientFrame::Put {
        id: PutId([2; 16]),
        to,
        slot: None,
        payload: Vec::new(),
    })
    .await;
    from.expect_put_refused(2, Code::Recipients).await;
}

#[tokio::test]
async fn a_full_mailbox_refuses_by_count_and_takes_again_after_an_ack() {
    let world = World::with(|config| config.quotas.blobs = 2).await;
    let (alice, bob) = (Person::new(1), Person::new(2));
    let mut to = world.phone(&bob).await;
    let mut from = world.phone(&alice).await;
    for id in 1..=2 {
        from.put(id, &[&bob], b"x").await;
        from.expect_stored(id).await;
        to.expect_delivery(u64::from(id), b"x").await;
    }
    from.put(3, &[&bob], b"x").await;
    from.expect_put_refused(3, Code::MailboxFull).await;
    to.expect_nothing().await;
    to.send(&ClientFrame::Ack { through: 1 }).await;
    to.expect_nothing().await;
    from.put(3, &[&bob], b"x").await;
    from.expect_stored(3).await;
    to.expect_delivery(3, b"x").await;
}

#[tokio::test]
async fn a_full_mailbox_refuses_by_bytes() {
    let world = World::with(|config| config.quotas.bytes = 100).await;
    let (alice, bob) = (Person::new(1), Person::new(2));
    drop(world.phone(&bob).await);
    let mut from = world.phone(&alice).await;
    from.put(1, &[&bob], &[0; 60]).await;
    from.expect_stored(1).await;
    from.put(2, &[&bob], &[0; 41]).await;
    from.expect_put_refused(2, Code::MailboxFull).await;
    from.put(3, &[&bob], &[0; 40]).await;
    from.expect_stored(3).await;
}

#[tokio::test]
async fn a_large_mailbox_comes_in_order_a_window_at_a_time() {
    let world = World::new().await;
    let (alice, bob) = (Person::new(1), Person::new(2));
    drop(world.phone(&bob).await);
    let mut from = world.phone(&alice).await;
    for id in 0..200 {
        from.put(id, &[&bob], &[id]).await;
    }
    for id in 0..200 {
        from.expect_stored(id).await;
    }
    let mut to = world.phone(&bob).await;
    for id in 0..64 {
        to.expect_delivery(u64::from(id) + 1, &[id]).await;
    }
    to.expect_nothing().await;
    to.send(&ClientFrame::Ack { through: 64 }).await;
    for id in 64..128 {
        to.expect_delivery(u64::from(id) + 1, &[id]).await;
        to.send(&ClientFrame::Ack {
            through: u64::from(id) + 1,
        })
        .await;
    }
    // The window moves with each ack now; a fresh blob waits for its turn.
    from.put(200, &[&bob], &[200]).await;
    from.expect_stored(200).await;
    for id in 128..=200 {
        to.expect_delivery(u64::from(id) + 1, &[id]).await;
        to.send(&ClientFrame::Ack {
            through: u64::from(id) + 1,
        })
        .await;
    }
    to.expect_nothing().await;
}

#[tokio::test]
async fn what_was_not_acked_comes_again() {
    let world = World::new().await;
    let (alice, bob) = (Person::new(1), Person::new(2));
    let mut to = world.phone(&bob).await;
    let mut from = world.phone(&alice).await;
    from.put(1, &[&bob], b"again").await;
    to.expect_delivery(1, b"again").await;
    drop(to);
    let mut to = world.phone(&bob).await;
    to.expect_delivery(1, b"again").await;
}

#[tokio::test]
async fn an_ack_of_what_never_was_ends_the_connection() {
    let world = World::new().await;
    let mut phone = world.phone(&Person::new(1)).await;
    phone.send(&ClientFrame::Ack { through: 1 }).await;
    phone.expect_end(Code::OutOfState).await;
}

#[tokio::test]
async fn one_commit_takes_an_epoch_and_the_next_one_is_told() {
    let mut world = World::new().await;
    let (alice, bob) = (Person::new(1), Person::new(2));
    let commit = |id: u8, to: &Person, epoch: u64| match put(id, &[to], b"commit") {
        ClientFrame::Put { id, to, payload, .. } => ClientFrame::Put {
            id,
            to,
            slot: Some(Slot {
                group: GroupTag([5; 16]),
                epoch,
            }),
            payload,
        },
        other => other,
    };
    let mut a = world.phone(&alice).await;
    let mut b = world.phone(&bob).await;
    a.send(&commit(1, &bob, 7)).await;
    a.expect_stored(1).await;
    b.expect_delivery(1, b"commit").await;
    b.send(&commit(2, &alice, 7)).await;
    b.expect_put_refused(2, Code::EpochTaken).await;
    b.send(&commit(3, &alice, 8)).await;
    b.expect_stored(3).await;
    a.expect_delivery(1, b"commit").await;
    world.stop().await;

    world.start().await;
    let mut a = world.phone(&alice).await;
    a.expect_delivery(1, b"commit").await;
    a.send(&commit(4, &bob, 7)).await;
    a.expect_put_refused(4, Code::EpochTaken).await;
    a.send(&commit(1, &bob, 7)).await;
    assert_eq!(
        a.next().await,
        RelayFrame::Stored { id: PutId([1; 16]) },
        "the winner asks again"
    );
}

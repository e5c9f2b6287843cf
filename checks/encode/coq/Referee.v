(** What exported certificates rest on: one lemma or tactic for each rule, proved here once.

    Nothing in this file is assumed. Tactics need no trust: whatever they build is checked by Coq at [Qed]. *)

From Coq Require Export Reals Lra Lia Psatz ZArith.
From Coquelicot Require Export Coquelicot.
From Interval Require Export Tactic.

Global Set Warnings "-ambiguous-paths,-abstract-large-number,-notation-overridden,-non-reversible-notation".
Global Open Scope R_scope.

(** Coquelicot's Riemann integral, as a real number. *)
Definition Integral (f : R -> R) (a b : R) : R := RInt f a b.

Lemma integral_ext (f g : R -> R) (a b a' b' : R) :
  (forall x, f x = g x) -> a = a' -> b = b' -> Integral f a b = Integral g a' b'.
Proof. intros H -> ->. apply RInt_ext. intros x _. apply H. Qed.

(** ** Natural numbers among the reals *)

Lemma INR_num (z : Z) : (0 <= z)%Z -> INR (Z.to_nat z) = IZR z.
Proof. intros H. now rewrite INR_IZR_INZ, Z2Nat.id. Qed.

Lemma from_nat (a : nat) (P : nat -> Prop) :
  P a -> (forall t, (a <= t)%nat -> P t -> P (t + 1)%nat) -> forall t, (a <= t)%nat -> P t.
Proof.
  intros base next t H. induction H as [|t H IH]; [exact base|].
  rewrite <- Nat.add_1_r. now apply next.
Qed.

Lemma nat_of_le (a t : nat) : INR a <= INR t -> (a <= t)%nat.
Proof. apply INR_le. Qed.

Lemma nat_of_lt (a t : nat) : INR a < INR t -> (a + 1 <= t)%nat.
Proof. intros H. apply INR_lt in H. lia. Qed.

(** Sums and products of natural numbers, and numerals, as real numbers; indices in one spelling. *)
Ltac numeral n :=
  match n with
  | Z.to_nat ?z => rewrite (INR_num z) by lia
  | O => change (INR O) with 0
  | S ?m => let v := eval vm_compute in (Z.of_nat n) in
            replace (INR n) with (IZR v) by (rewrite INR_IZR_INZ; reflexivity)
  end.
Ltac numeral_in n H :=
  match n with
  | Z.to_nat ?z => rewrite (INR_num z) in H by lia
  | O => change (INR O) with 0 in H
  | S ?m => let v := eval vm_compute in (Z.of_nat n) in
            replace (INR n) with (IZR v) in H by (rewrite INR_IZR_INZ; reflexivity)
  end.
Ltac closed_nat n := match n with O => idtac | S ?m => closed_nat m | Z.to_nat ?z => idtac end.
Ltac nats :=
  rewrite <- ?Nat.add_assoc; cbn [Nat.add];
  rewrite ?plus_INR, ?mult_INR;
  repeat match goal with |- context [INR ?n] => closed_nat n; numeral n end.
Ltac nats_in H :=
  rewrite <- ?Nat.add_assoc in H; cbn [Nat.add] in H;
  rewrite ?plus_INR, ?mult_INR in H;
  repeat match type of H with context [INR ?n] => closed_nat n; numeral_in n H end.

(** ** Logic *)

Ltac parts := match goal with |- _ /\ _ => split; [|parts] | _ => idtac end.

Ltac weak H :=
  first
    [ exact H
    | exact (Rlt_le _ _ H)
    | exact (Rlt_not_eq _ _ H)
    | exact (not_eq_sym (Rlt_not_eq _ _ H))
    | exact (Req_le _ _ H)
    | exact (Req_le_sym _ _ H)
    | exact (eq_sym H)
    | exact (not_eq_sym H) ].

Lemma le_like (a b a' b' : R) : a = a' -> b = b' -> a' <= b' -> a <= b. Proof. now intros -> ->. Qed.
Lemma lt_like (a b a' b' : R) : a = a' -> b = b' -> a' < b' -> a < b. Proof. now intros -> ->. Qed.
Lemma eq_like (a b a' b' : R) : a = a' -> b = b' -> a' = b' -> a = b. Proof. now intros -> ->. Qed.
Lemma neq_like (a b a' b' : R) : a = a' -> b = b' -> a' <> b' -> a <> b. Proof. now intros -> ->. Qed.

(** Two spellings of one term: equal up to ring laws and the arguments of functions. *)
Ltac alike :=
  first
    [ reflexivity
    | ring
    | match goal with
      | |- _ + _ = _ + _ => apply f_equal2; alike
      | |- _ * _ = _ * _ => apply f_equal2; alike
      | |- _ / _ = _ / _ => apply f_equal2; alike
      | |- _ - _ = _ - _ => apply f_equal2; alike
      | |- Integral _ _ _ = Integral _ _ _ => apply integral_ext; [intros; alike | alike | alike]
      | |- ?f ?x = ?f ?y => apply (f_equal f); first [alike | lia]
      | |- ?f ?x ?k = ?f ?y ?k => apply (f_equal (fun z => f z k)); alike
      end
    | field; repeat split; lra ].

Ltac same_now H :=
  first
    [ exact H
    | match type of H with
      | ?a <= ?b => refine (le_like _ _ a b _ _ H); alike
      | ?a < ?b => refine (lt_like _ _ a b _ _ H); alike
      | ?a = ?b => refine (eq_like _ _ a b _ _ H); alike
      | ?a <> ?b => refine (neq_like _ _ a b _ _ H); alike
      end ].
Ltac same H := first [ exact H | nats; let Q := fresh "Q" in pose proof H as Q; nats_in Q; same_now Q ].

(** A conjunction from another one: part by part, and what holds between numbers may be missing there. *)
Ltac same_parts H :=
  match goal with
  | |- _ /\ _ =>
      first
        [ match type of H with
          | _ /\ _ =>
              let A := fresh "A" in let B := fresh "B" in
              destruct H as [A B]; split; [solve [same A] | same_parts B]
          end
        | split; [solve [lra] | same_parts H] ]
  | _ => same H
  end.

(** ** Vectors of a real inner product space: a vector space over [R] of Coquelicot, and a product *)

Record Space := {
  carrier :> ModuleSpace R_Ring;
  inner : carrier -> carrier -> R;
  inner_sym : forall u v, inner u v = inner v u;
  inner_plus : forall u v w, inner (plus u v) w = inner u w + inner v w;
  inner_scal : forall a u w, inner (scal a u) w = a * inner u w;
  inner_square : forall u, 0 <= inner u u;
  inner_definite : forall u, inner u u = 0 -> u = zero }.
Arguments inner {s} _ _.
Arguments inner_sym {s} _ _.

Definition vadd {V : Space} (u v : V) : V := plus u v.
Definition vmul {V : Space} (a : R) (u : V) : V := scal (a : R_Ring) u.

Section Products.
Variable V : Space.
Implicit Types u v w : V.
Lemma inner_add u v w : inner (vadd u v) w = inner u w + inner v w. Proof. apply inner_plus. Qed.
Lemma inner_mul (a : R) u w : inner (vmul a u) w = a * inner u w. Proof. apply inner_scal. Qed.
Lemma inner_add_right u v w : inner w (vadd u v) = inner w u + inner w v.
Proof. rewrite inner_sym, inner_add. now rewrite (inner_sym u), (inner_sym v). Qed.
Lemma inner_mul_right (a : R) u w : inner w (vmul a u) = a * inner w u.
Proof. rewrite inner_sym, inner_mul. now rewrite (inner_sym u). Qed.
Lemma inner_nought n u : inner n n = 0 -> inner n u = 0.
Proof.
  intros H. rewrite (inner_definite V n H).
  rewrite <- (scal_zero_l (V := carrier V) (zero : V)), (inner_scal V).
  change (@zero R_Ring) with 0. ring.
Qed.
End Products.
Ltac bilinear :=
  repeat first [ rewrite inner_add | rewrite inner_mul | rewrite inner_add_right | rewrite inner_mul_right ].

(** The line, and the product of a line with a space: ℝᵈ. *)
Definition Line : Space.
Proof.
  refine (Build_Space (Ring_ModuleSpace R_Ring) (fun u v : R => u * v) _ _ _ _ _); unfold plus, scal, zero; simpl; intros; unfold mult; simpl.
  - ring.
  - ring.
  - ring.
  - nra.
  - nra.
Defined.

Definition Times (S : Space) : Space.
Proof.
  refine (Build_Space (prod_ModuleSpace R_Ring (Ring_ModuleSpace R_Ring) S)
    (fun u v => fst u * fst v + inner (snd u) (snd v)) _ _ _ _ _).
  - intros [a u] [b v]. simpl. rewrite (inner_sym u). ring.
  - intros [a u] [b v] [c w]. simpl. rewrite inner_plus. unfold plus; simpl. ring.
  - intros a [b u] [c w]. simpl. rewrite inner_scal. unfold scal, mult; simpl. unfold mult; simpl. ring.
  - intros [a u]. simpl. pose proof (inner_square S u). nra.
  - intros [a u]. simpl. intros H. pose proof (inner_square S u).
    assert (a = 0) as -> by nra. rewrite (inner_definite S u) by nra. reflexivity.
Defined.

(** ** Signs: what is plain from the signs of parts, also where an end of a range is open or infinite *)

Lemma mult_neg_neg (a b : R) : a < 0 -> b < 0 -> 0 < a * b. Proof. nra. Qed.
Lemma mult_pos_neg (a b : R) : 0 < a -> b < 0 -> a * b < 0. Proof. nra. Qed.
Lemma mult_neg_pos (a b : R) : a < 0 -> 0 < b -> a * b < 0. Proof. nra. Qed.
Lemma mult_nonpos_nonpos (a b : R) : a <= 0 -> b <= 0 -> 0 <= a * b. Proof. nra. Qed.
Lemma mult_nonneg_nonpos (a b : R) : 0 <= a -> b <= 0 -> a * b <= 0. Proof. nra. Qed.
Lemma mult_nonpos_nonneg (a b : R) : a <= 0 -> 0 <= b -> a * b <= 0. Proof. nra. Qed.
Lemma pos_nonzero (a : R) : 0 < a -> a <> 0. Proof. lra. Qed.
Lemma neg_nonzero (a : R) : a < 0 -> a <> 0. Proof. lra. Qed.
Lemma cosh_pos (a : R) : 0 < cosh a.
Proof. unfold cosh. pose proof (exp_pos a). pose proof (exp_pos (- a)). lra. Qed.
Lemma opp_pos (a : R) : a < 0 -> 0 < - a. Proof. lra. Qed.
Lemma opp_nonneg (a : R) : a <= 0 -> 0 <= - a. Proof. lra. Qed.
Lemma opp_neg (a : R) : 0 < a -> - a < 0. Proof. lra. Qed.
Lemma opp_nonpos (a : R) : 0 <= a -> - a <= 0. Proof. lra. Qed.
Lemma inv_nonneg (a : R) : 0 < a -> 0 <= / a. Proof. intros H. left. now apply Rinv_0_lt_compat. Qed.
Lemma exp_below_1 (a : R) : a < 0 -> exp a < 1. Proof. rewrite <- exp_0. apply exp_increasing. Qed.
Lemma exp_above_1 (a : R) : 0 < a -> 1 < exp a. Proof. rewrite <- exp_0. apply exp_increasing. Qed.
Lemma exp_le_1 (a : R) : a <= 0 -> exp a <= 1. Proof. intros [H| ->]; [left; now apply exp_below_1|]. rewrite exp_0. lra. Qed.
Lemma exp_ge_1 (a : R) : 0 <= a -> 1 <= exp a. Proof. intros [H| <-]; [left; now apply exp_above_1|]. rewrite exp_0. lra. Qed.
Lemma ln_pos (a : R) : 1 < a -> 0 < ln a. Proof. intros H. rewrite <- ln_1. apply ln_increasing; lra. Qed.
Lemma ln_neg (a : R) : 0 < a -> a < 1 -> ln a < 0. Proof. intros. rewrite <- ln_1. now apply ln_increasing. Qed.
Lemma ln_nonneg (a : R) : 1 <= a -> 0 <= ln a. Proof. intros [H| <-]; [left; now apply ln_pos|]. rewrite ln_1. lra. Qed.
Lemma square_nonneg (a : R) (n : nat) : 0 <= a ^ (2 * n).
Proof. rewrite pow_mult. apply pow_le. nra. Qed.
Lemma even_pos (a : R) (n : nat) : a <> 0 -> 0 < a ^ (2 * n).
Proof. intros H. rewrite pow_mult. apply pow_lt. nra. Qed.

Lemma ln_is_0 (a : R) : a = 1 -> ln a = 0. Proof. intros ->. exact ln_1. Qed.

Ltac halve n := match n with S (S ?m) => let h := halve m in constr:(S h) | O => constr:(O) end.
Ltac signs :=
  first
    [ assumption
    | lra
    | match goal with
      | |- _ /\ _ => split; signs
      | |- 0 < exp _ => apply exp_pos
      | |- 0 <= exp _ => apply Rlt_le, exp_pos
      | |- exp _ <> 0 => apply pos_nonzero, exp_pos
      | |- 0 < PI => exact PI_RGT_0
      | |- 0 <= INR _ => apply pos_INR
      | |- 0 <= Rabs _ => apply Rabs_pos
      | |- 0 <= sqrt _ => apply sqrt_pos
      | |- 0 <= inner _ _ => apply inner_square
      | |- 0 < sqrt _ => apply sqrt_lt_R0; signs
      | |- 0 < / _ => apply Rinv_0_lt_compat; signs
      | |- 0 <= / _ => apply inv_nonneg; signs
      | |- / _ < 0 => apply Rinv_lt_0_compat; signs
      | |- / _ <= 0 => apply Rlt_le, Rinv_lt_0_compat; signs
      | |- / _ <> 0 => apply Rinv_neq_0_compat; signs
      | |- 0 < _ / _ => unfold Rdiv; signs
      | |- 0 <= _ / _ => unfold Rdiv; signs
      | |- _ / _ < 0 => unfold Rdiv; signs
      | |- _ / _ <= 0 => unfold Rdiv; signs
      | |- _ / _ <> 0 => unfold Rdiv; signs
      | |- 0 < _ * _ => first [apply Rmult_lt_0_compat; signs | apply mult_neg_neg; signs]
      | |- _ * _ < 0 => first [apply mult_pos_neg; signs | apply mult_neg_pos; signs]
      | |- 0 <= _ * _ => first [apply Rmult_le_pos; signs | apply mult_nonpos_nonpos; signs]
      | |- _ * _ <= 0 => first [apply mult_nonneg_nonpos; signs | apply mult_nonpos_nonneg; signs]
      | |- _ * _ <> 0 => apply Rmult_integral_contrapositive_currified; signs
      | |- 0 <= _ ^ ?n => let h := halve n in exact (square_nonneg _ h)
      | |- 0 < _ ^ ?n => let h := halve n in apply (even_pos _ h); signs
      | |- 0 < _ ^ _ => apply pow_lt; signs
      | |- 0 <= _ ^ _ => apply pow_le; signs
      | |- _ ^ _ <> 0 => apply pow_nonzero; signs
      | |- ?a ^ S ?n < 0 => change (a * a ^ n < 0); signs
      | |- _ ^ _ <= 0 => apply Rlt_le; signs
      | |- 0 < _ + _ => first [apply Rplus_lt_0_compat; signs | apply Rplus_lt_le_0_compat; signs | apply Rplus_le_lt_0_compat; signs]
      | |- 0 <= _ + _ => apply Rplus_le_le_0_compat; signs
      | |- 0 < - _ => apply opp_pos; signs
      | |- 0 <= - _ => apply opp_nonneg; signs
      | |- - _ < 0 => apply opp_neg; signs
      | |- - _ <= 0 => apply opp_nonpos; signs
      | |- 0 < ln _ => apply ln_pos; signs
      | |- 0 <= ln _ => apply ln_nonneg; signs
      | |- ln _ < 0 => apply ln_neg; signs
      | |- exp _ < 1 => apply exp_below_1; signs
      | |- 1 < exp _ => apply exp_above_1; signs
      | |- exp _ <= 1 => apply exp_le_1; signs
      | |- 1 <= exp _ => apply exp_ge_1; signs
      | |- 0 < cosh _ => apply cosh_pos
      | |- 0 < tanh _ => unfold tanh; signs
      | |- cosh _ <> 0 => apply pos_nonzero, cosh_pos
      | |- _ <> 0 => first [apply pos_nonzero; signs | apply neg_nonzero; signs]
      | |- 0 <> _ => apply not_eq_sym; signs
      end
    | interval ].

(** Exponentials as positive numbers of which nothing else is known. *)
Ltac positive_exponentials :=
  repeat match goal with
  | _ : context [exp ?x] |- _ => let E := fresh "E" in let P := fresh "P" in
      pose proof (exp_pos x) as P; set (E := exp x) in *; clearbody E
  | |- context [exp ?x] => let E := fresh "E" in let P := fresh "P" in
      pose proof (exp_pos x) as P; set (E := exp x) in *; clearbody E
  end.

(** A relation from one evaluation over a box. *)
Lemma apart (a b : R) : a - b <> 0 -> a <> b. Proof. lra. Qed.
Ltac plain := first [ interval | interval with (i_prec 130) ].
Ltac enclosed :=
  match goal with
  | |- _ <= _ => first [ plain | apply Rminus_le; plain ]
  | |- _ < _ => first [ plain | apply Rminus_lt; plain ]
  | |- _ <> 0 => first [ plain | apply pos_nonzero; plain | apply neg_nonzero; plain ]
  | |- _ <> _ => apply apart; first [ plain | apply pos_nonzero; plain | apply neg_nonzero; plain ]
  | _ => plain
  end.
Ltac gap := first [ apply Rminus_le | apply Rminus_lt | idtac ].
(** Terms that are multiplied by 0 (they come with formal derivatives) may be unbounded. *)
Ltac tidy :=
  rewrite ?Rmult_0_l, ?Rmult_0_r, ?pow_O, ?pow_1, ?Rplus_0_l, ?Rplus_0_r, ?Ropp_0, ?Rmult_1_l, ?Rmult_1_r.
(** Symbols that hypotheses pin to a number. *)
Ltac pinned := repeat match goal with H : ?x = _ |- _ => is_var x; subst x end.
Ltac greater_and_less :=
  repeat first
    [ rewrite Rmax_left by lra | rewrite Rmax_right by lra | rewrite Rmin_left by lra | rewrite Rmin_right by lra ].
Ltac box :=
  unfold Rpower;
  first [ assumption | lra | solve [apply ln_is_0; lra] | enclosed | solve [signs] | progress pinned; first [ lra | enclosed ]
        | progress (repeat tidy); first [ lra | enclosed | solve [signs] ]
        | progress greater_and_less; first [ lra | enclosed ] ].
(** What follows from the signs of exponentials: a value that touches its bound at an end. *)
Ltac exponentials := positive_exponentials; nra.
Ltac leaf :=
  unfold Rpower;
  first [ enclosed | lra | solve [signs] | progress pinned; first [ enclosed | lra ] | solve [exponentials]
        | solve [field_simplify; [apply Rle_mult_inv_pos; nra | signs]] ].

(** ** Equality of terms *)

Lemma exp_times (n : nat) (x : R) : exp (INR n * x) = exp x ^ n.
Proof.
  induction n as [|n IH]; [simpl; now rewrite Rmult_0_l, exp_0|].
  rewrite S_INR, Rmult_plus_distr_r, exp_plus, IH, Rmult_1_l. simpl. ring.
Qed.
Lemma exp_is_1 (x : R) : x = 0 -> exp x = 1. Proof. intros ->. exact exp_0. Qed.
Lemma sqrt_is (r a : R) : 0 <= r -> r * r = a -> sqrt a = r.
Proof. intros H <-. now apply sqrt_square. Qed.
Lemma sqrt_squared (a : R) : 0 <= a -> sqrt a ^ 2 = a.
Proof. intros H. simpl. rewrite Rmult_1_r. now apply sqrt_sqrt. Qed.
Lemma abs_squared (a : R) : Rabs a ^ 2 = a ^ 2.
Proof. simpl. rewrite !Rmult_1_r, <- Rabs_mult. apply Rabs_right. nra. Qed.

Lemma quotient_zero (n d : R) : n = 0 -> n / d = 0. Proof. intros ->. unfold Rdiv. ring. Qed.

(** The side conditions of [field]: denominators that are known not to be 0, perhaps in another spelling. *)
Ltac positive_is_nonzero :=
  repeat match goal with
  | H : 0 < ?d |- _ =>
      lazymatch goal with _ : d <> 0 |- _ => fail | _ => let P := fresh "P" in pose proof (pos_nonzero d H) as P end
  end.
Ltac nonzero :=
  match goal with
  | |- _ /\ _ => split; nonzero
  | H : ?P |- ?P => exact H
  | _ => first
      [ solve [signs]
      | solve [let Z := fresh "Z" in intros Z; positive_exponentials; lra]
      | match goal with
        | H : ?d <> 0 |- ?n <> 0 =>
            let Z := fresh "Z" in intros Z; apply H; clear H;
            first [ solve [rewrite <- Z; ring] | solve [rewrite <- Z; field; nonzero]
                  | solve [replace d with (n * (d / n)) by (field; nonzero); rewrite Z; ring]
                  | solve [field_simplify_eq; [lra | nonzero]] ]
        end
      | match goal with
        | |- ?a * ?b <> 0 => apply Rmult_integral_contrapositive_currified; nonzero
        | |- ?a ^ _ <> 0 => apply pow_nonzero; nonzero
        end
      | solve [let Z := fresh "Z" in intros Z; lra]
      | progress positive_is_nonzero; nonzero ]
  end.

Ltac equal := first [ reflexivity | ring | field; nonzero | field_simplify_eq; [ring | nonzero] | field_simplify_eq; nonzero ].
Ltac divided := first [ field; nonzero | equal ].

(** An equation that holds by the squares of its square roots. *)
Ltac squares_of_roots :=
  repeat match goal with
  | |- context [sqrt ?a] =>
      lazymatch goal with
      | _ : sqrt a ^ 2 = a |- _ => fail
      | _ => let Q := fresh "Q" in assert (Q : sqrt a ^ 2 = a) by (apply sqrt_squared; solve [signs])
      end
  end.
Ltac opaque_radicands :=
  repeat match goal with
  | Q : sqrt ?a ^ 2 = ?a |- _ =>
      let s := fresh "s" in let r := fresh "r" in
      set (s := sqrt a) in *; clearbody s;
      lazymatch a with IZR _ => idtac | _ => tryif is_var a then idtac else (set (r := a) in *; clearbody r) end
  end.
Ltac by_squares :=
  match goal with
  | A : _ ^ 2 = _, B : _ ^ 2 = _, C : _ ^ 2 = _, D : _ ^ 2 = _ |- _ =>
      first [ ring [A B C D] | field [A B C D]; nonzero ]
  | A : _ ^ 2 = _, B : _ ^ 2 = _, C : _ ^ 2 = _ |- _ =>
      first [ ring [A B C] | field [A B C]; nonzero | field_simplify_eq [A B C]; [ring [A B C] | nonzero] ]
  | A : _ ^ 2 = _, B : _ ^ 2 = _ |- _ =>
      first [ ring [A B] | field [A B]; nonzero | field_simplify_eq [A B]; [ring [A B] | nonzero] ]
  | A : _ ^ 2 = _ |- _ => first [ ring [A] | field [A]; nonzero | field_simplify_eq [A]; [ring [A] | nonzero] ]
  end.
Ltac rooted := squares_of_roots; first [ by_squares | opaque_radicands; by_squares ].

(** ** The rule linear *)

Lemma linear_le (a b s : R) : b - a = s -> 0 <= s -> a <= b. Proof. lra. Qed.
Lemma linear_lt (a b s : R) : b - a = s -> 0 < s -> a < b. Proof. lra. Qed.
Lemma linear_eq (a b s : R) : b - a = s -> s = 0 -> a = b. Proof. lra. Qed.
Lemma summand_le (m a b : R) : 0 <= m -> a <= b -> 0 <= m * (b - a).
Proof. intros. apply Rmult_le_pos; lra. Qed.
Lemma summand_lt (m a b : R) : 0 < m -> a < b -> 0 < m * (b - a).
Proof. intros. apply Rmult_lt_0_compat; lra. Qed.
Lemma summand_eq (m a b : R) : a = b -> m * (b - a) = 0.
Proof. intros ->. ring. Qed.

Lemma sum_zero (a b : R) : a = 0 -> b = 0 -> a + b = 0. Proof. intros -> ->. ring. Qed.
Ltac summed :=
  match goal with
  | H : ?P |- ?P => exact H
  | |- 0 <= _ + _ => apply Rplus_le_le_0_compat; summed
  | |- _ + _ = 0 => apply sum_zero; summed
  | |- 0 < _ + _ =>
      first [ apply Rplus_lt_le_0_compat; [solve [summed] | solve [summed]]
            | apply Rplus_le_lt_0_compat; [solve [summed] | solve [summed]] ]
  | H : 0 < ?e |- 0 <= ?e => exact (Rlt_le _ _ H)
  | H : ?e = 0 |- 0 <= ?e => exact (Req_le _ _ (eq_sym H))
  | |- 0 <= 0 => exact (Rle_refl 0)
  | |- 0 = 0 => reflexivity
  end.

(** ** Elementary laws *)

Lemma law_dichotomy (u v : R) : u <= v \/ v < u. Proof. destruct (Rle_or_lt u v); auto. Qed.
Lemma law_log_quotient (u v : R) : 0 < u -> 0 < v -> ln (u * / v) = ln u + - ln v.
Proof. intros. rewrite ln_mult, ln_Rinv; auto using Rinv_0_lt_compat. Qed.
Lemma law_abs_bound (u v : R) : u <= v -> - v <= u -> Rabs u <= v.
Proof. intros. apply Rabs_le. lra. Qed.
Lemma law_abs_below (u v : R) : Rabs u <= v -> - v <= u /\ u <= v.
Proof. intros H. apply Rabs_le_between in H. lra. Qed.

(** ** The rule endpoint *)

Lemma endpoint_lo (f f' : R -> R) (A x : R) :
  A <= x -> (forall y, A <= y <= x -> is_derive f y (f' y)) -> (forall y, A < y <= x -> 0 <= f' y) -> f A <= f x.
Proof.
  intros [H| <-] D S; [|lra].
  destruct (MVT_cor2 f f' A x H) as (d & Ed & Hd).
  - intros y Hy. apply is_derive_Reals, D. lra.
  - assert (0 <= f' d) by (apply S; lra). nra.
Qed.

Lemma endpoint_lo_lt (f f' : R -> R) (A x : R) :
  A < x -> (forall y, A <= y <= x -> is_derive f y (f' y)) -> (forall y, A < y <= x -> 0 < f' y) -> f A < f x.
Proof.
  intros H D S.
  destruct (MVT_cor2 f f' A x H) as (d & Ed & Hd).
  - intros y Hy. apply is_derive_Reals, D. lra.
  - assert (0 < f' d) by (apply S; lra). nra.
Qed.

Lemma endpoint_hi (f f' : R -> R) (A x : R) :
  x <= A -> (forall y, x <= y <= A -> is_derive f y (f' y)) -> (forall y, x <= y < A -> f' y <= 0) -> f A <= f x.
Proof.
  intros [H| ->] D S; [|lra].
  destruct (MVT_cor2 f f' x A H) as (d & Ed & Hd).
  - intros y Hy. apply is_derive_Reals, D. lra.
  - assert (f' d <= 0) by (apply S; lra). nra.
Qed.

Lemma endpoint_hi_lt (f f' : R -> R) (A x : R) :
  x < A -> (forall y, x <= y <= A -> is_derive f y (f' y)) -> (forall y, x <= y < A -> f' y < 0) -> f A < f x.
Proof.
  intros H D S.
  destruct (MVT_cor2 f f' x A H) as (d & Ed & Hd).
  - intros y Hy. apply is_derive_Reals, D. lra.
  - assert (f' d < 0) by (apply S; lra). nra.
Qed.

Lemma end_le (a b a' b' : R) : a <= b -> b - a <= b' - a' -> a' <= b'. Proof. lra. Qed.
Lemma end_lt (a b a' b' : R) : a < b -> b - a <= b' - a' -> a' < b'. Proof. lra. Qed.
Lemma end_lt_slope (a b a' b' : R) : a <= b -> b - a < b' - a' -> a' < b'. Proof. lra. Qed.

(** ** Bounds, part by part *)

Lemma power_ge (c x : R) (n : nat) : 0 <= c -> c <= x -> c ^ n <= x ^ n.
Proof. intros H K. apply pow_incr. lra. Qed.
Lemma power_gt (c x : R) (n : nat) : 0 <= c -> c < x -> c ^ S n < x ^ S n.
Proof.
  intros H K. induction n as [|n IH]; [simpl; lra|].
  change (c * c ^ S n < x * x ^ S n).
  apply Rle_lt_trans with (x * c ^ S n).
  - apply Rmult_le_compat_r; [apply pow_le; lra | lra].
  - apply Rmult_lt_compat_l; lra.
Qed.
Lemma inv_lt (x c q : R) : 0 < c -> 1 <= q * c -> c < x -> / x < q.
Proof.
  intros H K L. apply Rlt_le_trans with (/ c).
  - apply Rinv_lt_contravar; [apply Rmult_lt_0_compat|]; lra.
  - apply Rmult_le_reg_r with c; [lra|]. rewrite Rinv_l; lra.
Qed.
Lemma inv_le (x c q : R) : 0 < c -> 1 <= q * c -> c <= x -> / x <= q.
Proof.
  intros H K L. apply Rle_trans with (/ c).
  - apply Rinv_le_contravar; lra.
  - apply Rmult_le_reg_r with c; [lra|]. rewrite Rinv_l; lra.
Qed.
Lemma inv_gt (x c q : R) : 0 < x -> q * c <= 1 -> x < c -> q < / x.
Proof.
  intros H K L. apply Rle_lt_trans with (/ c).
  - apply Rmult_le_reg_r with c; [lra|]. rewrite Rinv_l; lra.
  - apply Rinv_lt_contravar; [apply Rmult_lt_0_compat|]; lra.
Qed.
Lemma inv_ge (x c q : R) : 0 < x -> q * c <= 1 -> x <= c -> q <= / x.
Proof.
  intros H K L. apply Rle_trans with (/ c).
  - apply Rmult_le_reg_r with c; [lra|]. rewrite Rinv_l; lra.
  - apply Rinv_le_contravar; lra.
Qed.
Lemma exp_gt (x c q : R) : q <= exp c -> c < x -> q < exp x.
Proof. intros H K. apply exp_increasing in K. lra. Qed.
Lemma exp_ge (x c q : R) : q <= exp c -> c <= x -> q <= exp x.
Proof. intros H [K| <-]; [apply exp_increasing in K; lra | exact H]. Qed.
Lemma exp_lt (x c q : R) : exp c <= q -> x < c -> exp x < q.
Proof. intros H K. apply exp_increasing in K. lra. Qed.
Lemma exp_le (x c q : R) : exp c <= q -> x <= c -> exp x <= q.
Proof. intros H [K| ->]; [apply exp_increasing in K; lra | exact H]. Qed.
Lemma ln_gt (x c q : R) : 0 < c -> q <= ln c -> c < x -> q < ln x.
Proof. intros P H K. apply ln_increasing in K; lra. Qed.
Lemma ln_ge (x c q : R) : 0 < c -> q <= ln c -> c <= x -> q <= ln x.
Proof. intros P H [K| <-]; [apply ln_increasing in K; lra | exact H]. Qed.
Lemma ln_lt (x c q : R) : 0 < x -> ln c <= q -> x < c -> ln x < q.
Proof. intros P H K. apply ln_increasing in K; lra. Qed.
Lemma ln_le (x c q : R) : 0 < x -> ln c <= q -> x <= c -> ln x <= q.
Proof. intros P H [K| ->]; [apply ln_increasing in K; lra | exact H]. Qed.
Lemma sqrt_gt (x c q : R) : 0 <= c -> q <= sqrt c -> c < x -> q < sqrt x.
Proof. intros P H K. apply Rle_lt_trans with (sqrt c); [exact H|]. apply sqrt_lt_1; lra. Qed.
Lemma sqrt_ge (x c q : R) : 0 <= c -> q <= sqrt c -> c <= x -> q <= sqrt x.
Proof. intros P H K. apply Rle_trans with (sqrt c); [exact H|]. now apply sqrt_le_1_alt. Qed.
Lemma sqrt_lt (x c q : R) : 0 <= x -> sqrt c <= q -> x < c -> sqrt x < q.
Proof. intros P H K. apply Rlt_le_trans with (sqrt c); [|exact H]. apply sqrt_lt_1; lra. Qed.
Lemma sqrt_le (x c q : R) : 0 <= x -> sqrt c <= q -> x <= c -> sqrt x <= q.
Proof. intros P H K. apply Rle_trans with (sqrt c); [|exact H]. now apply sqrt_le_1_alt. Qed.

(** ** The error function and Lambert's W, by what they are *)

Definition erf (x : R) : R := 2 / sqrt PI * RInt (fun s : R => exp (- s ^ 2)) 0 x.

Lemma is_derive_erf (x : R) : is_derive erf x (2 / sqrt PI * exp (- x ^ 2)).
Proof.
  unfold erf. apply is_derive_scal.
  apply (is_derive_RInt (fun s => exp (- s ^ 2)) (fun y => RInt (fun s => exp (- s ^ 2)) 0 y) 0 x).
  - exists (mkposreal 1 Rlt_0_1). intros y _. apply (@RInt_correct R_CompleteNormedModule).
    apply (@ex_RInt_continuous R_CompleteNormedModule). intros z _.
    apply (@ex_derive_continuous R_AbsRing R_NormedModule). auto_derive. auto.
  - apply (@ex_derive_continuous R_AbsRing R_NormedModule). auto_derive. auto.
Qed.

Lemma square_is (x : R) : x ^ 2 = x * x. Proof. ring. Qed.
#[global] Instance differentiable_erf : UnaryDiff erf.
Proof.
  refine (Build_UnaryDiff erf (fun x => 2 / sqrt PI * exp (- (x * x))) _).
  intros x. rewrite <- square_is. apply is_derive_erf.
Defined.

Lemma erf_0 : erf 0 = 0.
Proof. unfold erf. rewrite RInt_point. unfold zero. simpl. ring. Qed.

Lemma erf_increasing (x y : R) : x < y -> erf x < erf y.
Proof.
  intros H. apply (endpoint_lo_lt erf (fun x => 2 / sqrt PI * exp (- x ^ 2)) x y H).
  - intros z _. apply is_derive_erf.
  - intros z _. apply Rmult_lt_0_compat; [|apply exp_pos].
    apply Rdiv_lt_0_compat; [lra|]. apply sqrt_lt_R0, PI_RGT_0.
Qed.
Lemma erf_pos (x : R) : 0 < x -> 0 < erf x. Proof. intros H. rewrite <- erf_0. now apply erf_increasing. Qed.
Lemma erf_neg (x : R) : x < 0 -> erf x < 0. Proof. intros H. rewrite <- erf_0. now apply erf_increasing. Qed.
Lemma erf_nonneg (x : R) : 0 <= x -> 0 <= erf x.
Proof. intros [H| <-]; [left; now apply erf_pos | rewrite erf_0; lra]. Qed.
Lemma erf_gt (x c q : R) : q <= erf c -> c < x -> q < erf x.
Proof. intros H K. apply erf_increasing in K. lra. Qed.
Lemma erf_ge (x c q : R) : q <= erf c -> c <= x -> q <= erf x.
Proof. intros H [K| <-]; [apply erf_increasing in K; lra | exact H]. Qed.
Lemma erf_lt (x c q : R) : erf c <= q -> x < c -> erf x < q.
Proof. intros H K. apply erf_increasing in K. lra. Qed.
Lemma erf_le (x c q : R) : erf c <= q -> x <= c -> erf x <= q.
Proof. intros H [K| ->]; [apply erf_increasing in K; lra | exact H]. Qed.

(** At a number, from a bound of the integral. *)
Lemma erf_at_ge (b c q : R) : b <= RInt (fun s : R => exp (- s ^ 2)) 0 c -> q <= 2 / sqrt PI * b -> q <= erf c.
Proof.
  intros H K. apply Rle_trans with (1 := K). unfold erf. apply Rmult_le_compat_l; [|exact H].
  apply Rlt_le, Rdiv_lt_0_compat; [lra|]. apply sqrt_lt_R0, PI_RGT_0.
Qed.
Lemma erf_at_le (b c q : R) : RInt (fun s : R => exp (- s ^ 2)) 0 c <= b -> 2 / sqrt PI * b <= q -> erf c <= q.
Proof.
  intros H K. apply Rle_trans with (2 := K). unfold erf. apply Rmult_le_compat_l; [|exact H].
  apply Rlt_le, Rdiv_lt_0_compat; [lra|]. apply sqrt_lt_R0, PI_RGT_0.
Qed.

(** A relation between numbers in which the error function occurs. *)
Ltac box_with_integrals :=
  first
    [ solve [ unfold Rdiv; repeat (progress tidy); rewrite ?erf_0; unfold Rdiv; repeat (progress tidy); first [ lra | box ] ]
    | unfold erf; first [ box | unfold Integral; box | integral | integral with (i_prec 80) ] ].

(** The greatest w with w·e^w ≤ u: for u ≥ −1/e this is the principal branch. *)
Definition lambertw (u : R) : R := real (Lub_Rbar (fun w => w * exp w <= u)).

Lemma times_exp_increases (v w : R) : -1 <= v -> v < w -> v * exp v < w * exp w.
Proof.
  intros H K.
  apply (endpoint_lo_lt (fun x => x * exp x) (fun x => (1 + x) * exp x) v w K).
  - intros y _. auto_derive; [auto | ring].
  - intros y Hy. apply Rmult_lt_0_compat; [lra | apply exp_pos].
Qed.

Lemma lambertw_inverse (w : R) : -1 <= w -> lambertw (w * exp w) = w.
Proof.
  intros H. unfold lambertw.
  rewrite (is_lub_Rbar_unique _ (Finite w)); [reflexivity|].
  split.
  - intros v Hv. simpl. destruct (Rle_or_lt v w) as [L|L]; [exact L|].
    pose proof (times_exp_increases w v H L). lra.
  - intros b Hb. apply Hb. lra.
Qed.

Lemma lambertw_exists (u : R) : - exp (-1) <= u -> exists w, -1 <= w /\ w * exp w = u.
Proof.
  intros H.
  assert (P : 0 <= Rabs u) by apply Rabs_pos.
  assert (Q : u <= Rabs u) by apply Rle_abs.
  assert (T : u <= Rabs u * exp (Rabs u)) by (pose proof (exp_ge_1 _ P); nra).
  destruct (IVT_gen (fun x => x * exp x) (-1) (Rabs u) u) as (w & Hw & E).
  - intros x. apply derivable_continuous_pt. exists ((1 + x) * exp x). apply is_derive_Reals.
    auto_derive; [auto | ring].
  - split.
    + apply Rle_trans with (2 := H). apply Rle_trans with (1 := Rmin_l _ _). lra.
    + apply Rle_trans with (1 := T). apply Rmax_r.
  - exists w. rewrite Rmin_left in Hw by lra. split; [lra | exact E].
Qed.

Lemma lambertw_exp (u : R) : - exp (-1) <= u -> lambertw u * exp (lambertw u) = u.
Proof.
  intros H. destruct (lambertw_exists u H) as (w & Hw & <-). now rewrite lambertw_inverse.
Qed.

Lemma lambertw_range (u : R) : - exp (-1) <= u -> -1 <= lambertw u.
Proof.
  intros H. destruct (lambertw_exists u H) as (w & Hw & <-). now rewrite lambertw_inverse.
Qed.

Lemma lambertw_nonneg (u : R) : 0 <= u -> 0 <= lambertw u.
Proof.
  intros H. destruct (Rle_or_lt 0 (lambertw u)) as [K|K]; [exact K|exfalso].
  assert (D : - exp (-1) <= u) by (pose proof (exp_pos (-1)); lra).
  pose proof (lambertw_exp u D). pose proof (exp_pos (lambertw u)). nra.
Qed.

(** ** Integrals *)

Lemma integrable (f : R -> R) (a b : R) : a <= b -> (forall y, a <= y <= b -> ex_derive f y) -> ex_RInt f a b.
Proof.
  intros H D. apply (@ex_RInt_continuous R_CompleteNormedModule). intros y Hy.
  rewrite Rmin_left, Rmax_right in Hy by exact H.
  apply (@ex_derive_continuous R_AbsRing R_NormedModule). now apply D.
Qed.

Lemma by_antiderivative (F f : R -> R) (a b : R) :
  a <= b -> (forall y, a <= y <= b -> is_derive F y (f y)) -> (forall y, a <= y <= b -> ex_derive f y) ->
  Integral f a b = F b - F a.
Proof.
  intros H D E. apply is_RInt_unique. apply (is_RInt_derive F f).
  - intros y Hy. rewrite Rmin_left, Rmax_right in Hy by exact H. now apply D.
  - intros y Hy. rewrite Rmin_left, Rmax_right in Hy by exact H.
    apply (@ex_derive_continuous R_AbsRing R_NormedModule). now apply E.
Qed.

Lemma integrals_compare (f g : R -> R) (a b : R) :
  a <= b -> ex_RInt f a b -> ex_RInt g a b -> (forall y, a <= y <= b -> f y <= g y) ->
  Integral f a b <= Integral g a b.
Proof. intros H F G K. unfold Integral. apply RInt_le; auto. intros y Hy. apply K. lra. Qed.
